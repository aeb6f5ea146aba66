/** The requests of the REST API quick start, letter by letter as a reader pastes them. */

export const health = `curl http://localhost:8080/api/v1/health`;

export const section1 = `# Create agent configuration file
cat > data-analyzer.json << EOF
{
  "name": "DataAnalyzer",
  "version": "1.0.0",
  "capabilities": ["data-analysis", "report-generation"],
  "tools": ["http_client", "csv_parser"],
  "memory": {
    "enabled": true,
    "scope": "workspace"
  },
  "system_prompt": "You are a data analysis expert who helps users
    understand their data. When you receive analysis requests, check your
    memory for similar patterns, use appropriate tools to fetch and parse
    data, then provide clear insights.",
  "user_prompt_template": "Analyze this request: {{request}}\\n\\n
    Memory context: {{memory_context}}\\nData source: {{data_source}}"
}
EOF

# Deploy via REST API
curl -X POST http://localhost:8080/api/v1/agents \\
  -H "Content-Type: application/json" \\
  -d @data-analyzer.json
`;

export const section2 = `curl http://localhost:8080/api/v1/agents`;

export const section3 = `# Request data analysis capability
curl -X POST http://localhost:8080/api/v1/messages \\
  -H "Content-Type: application/json" \\
  -d '{
    "capability": "data-analysis",
    "performative": "request",
    "content": {
      "request": "Analyze Q3 sales trends",
      "data_source": "https://example.com/sales.csv",
      "requirements": "Focus on growth patterns and seasonality"
    },
    "conversation_id": "conv-001"
  }'
`;

export const section4 = `# Get agent response
curl http://localhost:8080/api/v1/conversations/conv-001/messages
`;

export const section5 = `curl http://localhost:8080/api/v1/capabilities`;

export const section6 = `curl http://localhost:8080/api/v1/capabilities/data-analysis`;

export const section9 = `# Deploy report generator agent
curl -X POST http://localhost:8080/api/v1/agents \\
  -H "Content-Type: application/json" \\
  -d '{
    "name": "ReportGenerator",
    "version": "1.0.0",
    "capabilities": ["report-generation", "document-creation"],
    "tools": ["pdf_generator", "template_engine"],
    "memory": {
      "enabled": true,
      "scope": "workspace"
    },
    "system_prompt": "You create professional reports from analysis
      results. Listen for messages from data-analysis agents and
      automatically generate comprehensive reports."
  }'
`;

export const section10 = `# Request comprehensive analysis + report
curl -X POST http://localhost:8080/api/v1/messages \\
  -H "Content-Type: application/json" \\
  -d '{
    "capability": "data-analysis",
    "performative": "request",
    "content": {
      "request": "Create comprehensive Q3 sales report",
      "data_source": "https://example.com/sales.csv",
      "requirements": "Include analysis, charts, and executive summary"
    },
    "conversation_id": "workflow-001",
    "follow_conversation": true
  }'
`;

export const section11 = `# Watch conversation progress
curl http://localhost:8080/api/v1/conversations/workflow-001?follow=true
`;

export const section12 = `# Update agent system prompt or capabilities
curl -X PUT http://localhost:8080/api/v1/agents/DataAnalyzer \\
  -H "Content-Type: application/json" \\
  -d '{
    "version": "1.1.0",
    "capabilities": ["data-analysis", "report-generation", "trend-prediction"],
    "system_prompt": "Enhanced data analyst with trend prediction
      capabilities..."
  }'
`;

export const section14 = `curl http://localhost:8080/api/v1/conversations`;

export const unknownCapability = `curl -X POST http://localhost:8080/api/v1/messages \\
  -H "Content-Type: application/json" \\
  -d '{"capability": "nonexistent-capability", "performative": "request", "content": {}}'
`;

export const section15 = `# Archive old conversations
curl -X POST http://localhost:8080/api/v1/conversations/archive \\
  -H "Content-Type: application/json" \\
  -d '{
    "older_than": "24h",
    "status": "completed"
  }'
`;

export const section19 = `# Batch message sending
curl -X POST http://localhost:8080/api/v1/messages/batch \\
  -H "Content-Type: application/json" \\
  -d '{
    "messages": [
      {
        "capability": "data-analysis",
        "performative": "request",
        "content": {"dataset": "sales-jan.csv"}
      },
      {
        "capability": "data-analysis",
        "performative": "request",
        "content": {"dataset": "sales-feb.csv"}
      },
      {
        "capability": "data-analysis",
        "performative": "request",
        "content": {"dataset": "sales-mar.csv"}
      }
    ],
    "batch_id": "q1-analysis"
  }'
`;

export const section20 = `# Register webhook for capability responses
curl -X POST http://localhost:8080/api/v1/webhooks \\
  -H "Content-Type: application/json" \\
  -d '{
    "url": "https://your-app.com/webhooks/caxton",
    "events": ["message.response", "conversation.complete"],
    "filter": {
      "capabilities": ["data-analysis", "report-generation"]
    },
    "authentication": {
      "type": "bearer",
      "token": "your-webhook-token"
    }
  }'
`;
