import { patternCost } from './pattern-cost';

describe('patternCost', () => {
  it.each([
    ['^[A-Z]$', 1],
    ['^https?://', 2],
    ['^[a-z-]+$', 100],
    ['[a-z]', 100],
    ['[a-z]+', 10_000],
    ['^(?:cat|dog)$', 2],
    ['^a|b', 101],
    ['^\\S+@\\S+$', 10_000],
    ['^\\p{Lu}{2,4}$', 12],
    ['^(?:a|b){10}$', 10_240],
    ['^(?:a{1000}){1000}$', 1_000_000],
    ['^(?<year>\\d{4})-\\d\\d$', 4],
    ['^[\\]+*]$', 1],
    ['^\\(\\+\\)\\u{1F600}$', 1],
    ['^a*?$', 100],
    ['^(?:ab)+$', 100],
    ['', 100],
  ])('%s on 100 characters takes at most %d', (pattern, cost) => {
    expect(() => new RegExp(pattern, 'u')).not.toThrow();
    expect(patternCost(pattern, 100)).toBe(cost);
  });

  it.each([
    '^(a+)+$',
    '^(a|a)*$',
    '^(?:a?)+$',
    '(?:x{1,3}){2,}',
    '^(?=a)a$',
    '(?<!a)b',
    '^(a)\\1$',
    '^(?<x>a)\\k<x>$',
  ])('%s has no bound', (pattern) => {
    expect(() => new RegExp(pattern, 'u')).not.toThrow();
    expect(patternCost(pattern, 100)).toBe(Number.POSITIVE_INFINITY);
  });
});
