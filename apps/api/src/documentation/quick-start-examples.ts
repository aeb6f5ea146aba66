import type {
  AgentList,
  CapabilityDetail,
  CapabilityList,
  ConversationList,
  ConversationMessages,
  Health,
} from '#protocol';

const healthy: Health = {
  status: 'healthy',
  version: '1.0.0',
  memory_backend: 'embedded',
  agents_count: 0,
  uptime: '5s',
  mode: 'embedded',
  workers: 1,
  llm: { provider: 'embedded', model: 'caxton-embedded-1' },
  checks: { database: 'ok', queue: 'ok' },
};

const agents: AgentList = {
  agents: [
    {
      name: 'DataAnalyzer',
      type: 'configuration',
      status: 'running',
      version: '1.0.0',
      capabilities: ['data-analysis', 'report-generation'],
      memory: { enabled: true, scope: 'workspace', entities: 0 },
      uptime: '2m15s',
      last_activity: '2025-09-10T15:30:00Z',
    },
  ],
  total: 1,
};

const messages: ConversationMessages = {
  conversation_id: 'conv-001',
  messages: [
    {
      id: 'msg-001',
      performative: 'request',
      sender: 'api_client',
      capability_target: 'data-analysis',
      routed_to: 'DataAnalyzer',
      content: {
        request: 'Analyze Q3 sales trends',
        data_source: 'https://example.com/sales.csv',
      },
      status: 'completed',
      timestamp: '2025-09-10T15:35:00Z',
    },
    {
      id: 'msg-002',
      performative: 'inform',
      sender: 'DataAnalyzer',
      receiver: 'api_client',
      in_reply_to: 'msg-001',
      content: {
        analysis: 'Q3 shows 15% growth with strong seasonal patterns in September...',
        insights: ['Peak sales in September', 'Steady growth trend', 'Inventory recommendations'],
        memory_used: ['similar_q3_analysis', 'seasonal_patterns'],
      },
      timestamp: '2025-09-10T15:35:30Z',
    },
  ],
};

const capabilities: CapabilityList = {
  capabilities: [
    {
      name: 'data-analysis',
      agents: ['DataAnalyzer'],
      description: 'Analyze datasets and provide insights',
      load: 'low',
      avg_response_time: '2.3s',
    },
    {
      name: 'report-generation',
      agents: ['DataAnalyzer'],
      description: 'Generate reports from analysis results',
      load: 'low',
      avg_response_time: '1.8s',
    },
  ],
};

const capability: CapabilityDetail = {
  capability: 'data-analysis',
  description: 'Analyze datasets and provide insights',
  agents: [
    {
      name: 'DataAnalyzer',
      status: 'running',
      confidence: 0.95,
      load: 'low',
      last_used: '2025-09-10T15:35:00Z',
      success_rate: 0.98,
      avg_response_time: '2.3s',
      requests: 12,
    },
  ],
  routing_strategy: 'best_match',
  total_requests: 12,
  avg_response_time: '2.3s',
};

const conversations: ConversationList = {
  conversations: [
    {
      id: 'conv-001',
      participants: ['api_client', 'DataAnalyzer'],
      message_count: 4,
      status: 'active',
      created: '2025-09-10T15:35:00Z',
      last_activity: '2025-09-10T15:42:00Z',
    },
    {
      id: 'workflow-001',
      participants: ['api_client', 'DataAnalyzer', 'ReportGenerator'],
      message_count: 7,
      status: 'completed',
      created: '2025-09-10T15:45:00Z',
      last_activity: '2025-09-10T15:47:30Z',
    },
  ],
};

/** Answers as the quick start prints them, by the name of their schema. */
export const quickStartExamples: Readonly<Record<string, object>> = {
  Health: healthy,
  AgentList: agents,
  ConversationMessages: messages,
  CapabilityList: capabilities,
  CapabilityDetail: capability,
  ConversationList: conversations,
};
