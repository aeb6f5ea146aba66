/** What people and tools exchange: texts, pictures, documents, data. No programs, no pages that run any. */
export const defaultArtifactTypes = [
  ...['text/plain', 'text/csv', 'text/markdown', 'text/tab-separated-values', 'text/calendar'],
  ...['application/json', 'application/x-ndjson', 'application/jsonl', 'application/yaml'],
  ...['application/xml', 'text/xml', 'image/*', 'audio/*', 'video/*', 'font/*'],
  ...['application/pdf', 'application/rtf', 'application/epub+zip', 'application/octet-stream'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ...['application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet'],
  ...['application/vnd.ms-excel', 'application/msword', 'application/x-cfb'],
  ...['application/zip', 'application/gzip', 'application/vnd.apache.parquet'],
];
