import { allowedMethods } from './allowed-methods.js';

const routes = [
  { method: 'GET', path: '/' },
  { method: 'GET', path: '/api/v1/agents' },
  { method: 'POST', path: '/api/v1/agents' },
  { method: 'GET', path: '/api/v1/agents/:name' },
  { method: 'HEAD', path: '/api/v1/agents/:name' },
  { method: 'DELETE', path: '/api/v1/agents/:name' },
  { method: 'POST', path: '/api/v1/agents/:name/pause' },
  { method: 'GET', path: '/docs/*' },
];

describe(allowedMethods, () => {
  it.each([
    ['/', ['GET']],
    ['/api/v1/agents', ['GET', 'POST']],
    ['/api/v1/agents/', ['GET', 'POST']],
    ['/api/v1/agents?limit=1', ['GET', 'POST']],
    ['/api/v1/agents/DataAnalyzer', ['DELETE', 'GET', 'HEAD']],
    ['/api/v1/agents/a%2Fb', ['DELETE', 'GET', 'HEAD']],
    ['/api/v1/agents/DataAnalyzer/pause', ['POST']],
    ['/docs/swagger-ui.css', ['GET']],
    ['/docs/a/b', ['GET']],
    ['/api/v1/agents/a/b', []],
    ['/api/v1//pause', []],
    ['/nothing', []],
  ])('knows the methods of %s', (path, methods) => {
    expect(allowedMethods(routes, path)).toEqual(methods);
  });
});
