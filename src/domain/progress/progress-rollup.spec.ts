import { rollUp, type TreeModule } from './progress-rollup';

describe('rollUp', () => {
  /** Unit 1 holds item 10 and chapter 2 (items 20, 21, 22); unit 3 is empty. */
  const tree: TreeModule[] = [
    { id: 1, parentId: null, itemIds: [10] },
    { id: 2, parentId: 1, itemIds: [20, 21, 22] },
    { id: 3, parentId: null, itemIds: [] },
  ];
  const reported = (items: [number, number][], modules: [number, number][] = []) => ({
    items: new Map(items),
    modules: new Map(modules),
  });

  it('takes the mean over the items below, each counting the same', () => {
    const { modules, course } = rollUp(
      tree,
      reported([
        [20, 100],
        [21, 50],
      ]),
    );
    expect(modules.get(2)).toBe(50);
    expect(modules.get(1)).toBe(37);
    expect(modules.get(3)).toBe(0);
    expect(course).toBe(30);
  });

  it('counts an empty module as one unit, by what the student reports of it', () => {
    expect(rollUp(tree, reported([], [[3, 100]])).course).toBe(20);
  });

  it('lets a report about a module stand for what is below it, if that is more', () => {
    const all = reported([[20, 30]], [[2, 60]]);
    expect(rollUp(tree, all).modules.get(2)).toBe(60);
    expect(rollUp(tree, all).modules.get(1)).toBe(45);
    expect(rollUp(tree, reported([[20, 90]], [[2, 10]])).modules.get(2)).toBe(30);
  });

  it('is at a hundred only when everything is, and then for certain', () => {
    const items: [number, number][] = [10, 20, 21, 22].map((id) => [id, 100]);
    expect(rollUp(tree, reported(items)).course).toBe(80);
    expect(rollUp(tree, reported(items, [[3, 100]])).course).toBe(100);
    const nearly = items.map(([id], index): [number, number] => [id, index === 0 ? 99 : 100]);
    expect(rollUp(tree, reported(nearly, [[3, 100]])).course).toBe(99);
    const many: TreeModule[] = Array.from({ length: 7 }, (_, index) => ({
      id: index + 1,
      parentId: null,
      itemIds: Array.from({ length: 3 + index }, (__, item) => index * 100 + item),
    }));
    const done = many.flatMap(({ itemIds }) => itemIds.map((id): [number, number] => [id, 100]));
    expect(rollUp(many, reported(done)).course).toBe(100);
  });

  it('is at 0 for a course with nothing in it', () => {
    expect(rollUp([], reported([])).course).toBe(0);
  });
});
