#!/bin/bash
# A first agent with curl: deploys it, sends a message to what it can do, and waits for the answer.
set -euo pipefail

url="${CAXTON_URL:-http://localhost:8080}"

call() {
  curl -sS --fail-with-body -H "Content-Type: application/json" \
    ${CAXTON_API_KEY:+-H "X-API-Key: $CAXTON_API_KEY"} "$@"
}

call -X POST "$url/api/v1/agents" -d '{
  "name": "Greeter",
  "capabilities": ["greeting"],
  "system_prompt": "You greet people by their name, in one sentence."
}'

call -X POST "$url/api/v1/messages" -d '{
  "capability": "greeting",
  "content": { "request": "Greet Ada." },
  "wait": "30s"
}'

call -X DELETE "$url/api/v1/agents/Greeter?force=true"
