import { pathOf } from './request-path';

describe('pathOf', () => {
  it.each([
    ['/api/v1/users/me?skip=1', '/api/v1/users/me'],
    ['/api/v1/users/me#top', '/api/v1/users/me'],
    ['http://elsewhere.example/api/v1/users', '/api/v1/users'],
    ['https://elsewhere.example', '/'],
    ['/%61pi/v1', '/api/v1'],
    ['/api/v1/a%2Fb', '/api/v1/a%2Fb'],
    ['/api/v1/%zz', '/api/v1/%zz'],
    ['//api/v1', '//api/v1'],
  ])('reads %p as %p', (target, path) => {
    expect(pathOf(target)).toBe(path);
  });
});
