import { findNearMisses } from './near-miss.js';

describe(findNearMisses, () => {
  it.each([
    ['CAXTON_PROT', 'CAXTON_PORT'],
    ['CAXTON_REDIS_URI', 'CAXTON_REDIS_URL'],
    ['CAXTON_DATABASEURL', 'CAXTON_DATABASE_URL'],
  ])('asks whether %s was to be %s', (variable, meant) => {
    expect(findNearMisses({ [variable]: 'x' })).toEqual([{ variable, meant }]);
  });

  it('leaves alone what is a setting, or belongs to somebody else', () => {
    const variables = {
      CAXTON_PORT: '1',
      CAXTON_URL: 'http://localhost:8080',
      CAXTON_API_KEY: 'x',
      CAXTON_SERVICE_HOST: '10.0.0.1',
      CAXTON_TEST_DATABASE_URL: 'x',
      PROT: '1',
    };
    expect(findNearMisses(variables)).toEqual([]);
  });
});
