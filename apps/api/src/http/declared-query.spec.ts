import { declaredQuery } from './declared-query.js';

const described = {
  paths: {
    '/agents': {
      get: {
        parameters: [
          { in: 'query', name: 'limit' },
          { in: 'header', name: 'X-Request-Id' },
        ],
      },
      post: {},
    },
    '/agents/{name}': { delete: { parameters: [{ in: 'query', name: 'force' }] } },
  },
};

describe('the query that an operation declares', () => {
  it.each([
    ['GET', '/agents', ['limit']],
    ['HEAD', '/agents', ['limit']],
    ['POST', '/agents', []],
    ['DELETE', '/agents/:name', ['force']],
    ['PUT', '/agents/:name', []],
    ['GET', '/nowhere', []],
  ])('of %s %s is %j', (method, route, names) => {
    expect([...declaredQuery(described, { method, route })]).toEqual(names);
  });
});
