import { statusOn } from './opportunity-status';

const nothing = { isClosed: false, deadline: null, opensOn: null };

describe('statusOn', () => {
  it.each([
    ['a deadline to come', { deadline: '2026-11-22' }, 'open'],
    ['a past deadline', { deadline: '2026-11-21' }, 'closed'],
    ['a source that says it is over', { deadline: '2027-01-01', isClosed: true }, 'closed'],
    ['no deadline', {}, 'unknown'],
    ['an opening to come', { deadline: '2027-02-22', opensOn: '2026-12-01' }, 'unknown'],
    ['an opening of today', { deadline: '2027-02-22', opensOn: '2026-11-22' }, 'open'],
  ])('says of %s', (_, facts, status) => {
    expect(statusOn('2026-11-22', { ...nothing, ...facts })).toBe(status);
  });
});
