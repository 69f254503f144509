import { taskChanges } from './session-tasks';

describe('tasks of a session', () => {
  const present = [
    { key: 's:0', title: 'Draft', status: 'done' as const },
    { key: 's:1', title: 'Colleges', status: 'open' as const },
    { key: 's:2', title: 'Call', status: 'cancelled' as const },
  ];

  it('are its action items at first', () => {
    expect(taskChanges('s', [], ['Draft', 'Colleges'])).toEqual({
      added: [
        { key: 's:0', title: 'Draft' },
        { key: 's:1', title: 'Colleges' },
      ],
      reopened: [],
      cancelled: [],
    });
  });

  it('stay as they are when items only move', () => {
    const nothing = { added: [], reopened: [], cancelled: [] };
    expect(taskChanges('s', present, ['Colleges', 'Draft'])).toEqual(nothing);
  });

  it('are cancelled, added under new keys and opened again; what is done stays done', () => {
    expect(taskChanges('s', present, ['Call', 'Essay', 'Essay'])).toEqual({
      added: [
        { key: 's:3', title: 'Essay' },
        { key: 's:4', title: 'Essay' },
      ],
      reopened: ['s:2'],
      cancelled: ['s:1'],
    });
  });
});
