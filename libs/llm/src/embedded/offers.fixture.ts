import type { JsonObject } from '#protocol';
import type { Prop } from './embedded.fixture.js';

const text = { type: 'string' };

function prop(
  name: string,
  description: string,
  examples: readonly string[],
  parameters: JsonObject,
): Prop {
  return {
    name,
    description,
    examples,
    safety: 'read_only',
    parameters: {
      type: 'object',
      properties: parameters,
      required: Object.keys(parameters),
      additionalProperties: false,
    },
    run: (args) => ({ tool: name, ...args }),
  };
}

/** Tools as an agent may have them, each with requests it serves. */
export const offers: readonly Prop[] = [
  prop(
    'http_client',
    'Fetches the text behind a URL (CSV, JSON, HTML, XML, plain text) with GET, or sends data with POST. Returns status, content_type and body (or json).',
    [
      'Get the data from https://example.com/sales.csv',
      'Fetch this web page',
      'Download the file at this link',
      'What does this API return?',
    ],
    { url: text },
  ),
  prop(
    'csv_parser',
    'Reads a table in CSV: types, statistics of rows and columns, totals by group, growth between periods, seasonality.',
    [
      'Summarise this CSV file',
      'What are the totals per region in this table?',
      'Show the growth and seasonality of these figures',
    ],
    { text },
  ),
  prop(
    'weather',
    'Tells the current weather and the forecast for a place.',
    ['What is the weather in Paris?', 'Will it rain tomorrow in Oslo?'],
    { place: text },
  ),
  prop(
    'order_status',
    'Looks up an order by its number and tells where it is.',
    ['Where is my order 4711?', 'Has the parcel been shipped?'],
    { order_number: { type: 'integer' } },
  ),
  prop(
    'calendar',
    'Lists appointments in a calendar between two dates.',
    ['What meetings do I have on Friday?', 'Am I free next week?'],
    { from: { type: 'string', format: 'date' } },
  ),
  prop(
    'unit_converter',
    'Converts a quantity from one unit into another.',
    ['How many miles are 10 kilometres?', 'Convert 20 Celsius to Fahrenheit'],
    { amount: { type: 'number' } },
  ),
  prop(
    'customer_search',
    'Searches customers in the CRM by name or e-mail.',
    ['Find the customer Miller', 'Who is our contact at Acme?'],
    { query: text },
  ),
  prop(
    'stock_price',
    'Gives the price of a share by its ticker symbol.',
    ['What is Apple trading at?', 'Share price of MSFT'],
    { query: text },
  ),
];

/** Requests in other words than the examples, and the tool each is for; `none` is for no tool. */
export const requests: readonly (readonly [request: string, tool: string])[] = [
  ['Please grab the contents of that site', 'http_client'],
  ['load the json from the endpoint', 'http_client'],
  ['retrieve the document behind the URL', 'http_client'],
  ['open this webpage for me', 'http_client'],
  ['give me statistics about the columns of the spreadsheet', 'csv_parser'],
  ['sum up the values in the table by month', 'csv_parser'],
  ['how did the numbers develop over the quarters?', 'csv_parser'],
  ['average revenue per product in this data', 'csv_parser'],
  ['Do I need an umbrella in Berlin today?', 'weather'],
  ['temperature in Madrid this weekend', 'weather'],
  ['forecast for Tokyo', 'weather'],
  ['is it sunny in Rome', 'weather'],
  ['track my package 99812', 'order_status'],
  ['when will purchase 123 arrive?', 'order_status'],
  ['delivery status of order 55', 'order_status'],
  ['did you send out my purchase yet', 'order_status'],
  ['what is on my schedule tomorrow', 'calendar'],
  ['do I have any appointments on Monday?', 'calendar'],
  ['show my agenda for next week', 'calendar'],
  ['when is my next meeting', 'calendar'],
  ['how many pounds is 5 kg', 'unit_converter'],
  ['turn 3 feet into metres', 'unit_converter'],
  ['what is 100 degrees F in C', 'unit_converter'],
  ['litres in 2 gallons', 'unit_converter'],
  ['look up Jane Doe in our customer database', 'customer_search'],
  ['which client has the address bob@acme.com', 'customer_search'],
  ['show me the record of customer Smith', 'customer_search'],
  ['how much is a Tesla share', 'stock_price'],
  ['quote for NVDA', 'stock_price'],
  ['what are Google stocks worth now', 'stock_price'],
  ['Hi there!', 'none'],
  ['thanks a lot', 'none'],
  ['what can you do for me?', 'none'],
  ['tell me a story about dragons', 'none'],
  ['why is the sky blue?', 'none'],
  ['who was Napoleon?', 'none'],
  ['write a haiku', 'none'],
  ['I feel sad today', 'none'],
  ['translate good morning to French', 'none'],
  ['what do you think about love', 'none'],
  ['summarise the plot of Hamlet', 'none'],
  ['Create a marketing slogan', 'none'],
  ['How do vaccines work?', 'none'],
  ['remember that my name is Ann', 'none'],
  ['recommend a good book', 'none'],
  ['plan a birthday party', 'none'],
];
