import { depthFirst } from './module-tree';

const node = (id: number, parentModuleId: number | null) => ({ id, parentModuleId });
const ids = (modules: readonly { id: number }[]) => modules.map(({ id }) => id);

describe('depthFirst', () => {
  it('puts each module before its children, siblings as given', () => {
    const modules = [node(5, null), node(1, null), node(4, 1), node(2, 5), node(3, 1), node(6, 4)];
    expect(ids(depthFirst(modules))).toEqual([5, 2, 1, 4, 6, 3]);
  });

  it('leaves out what hangs on a module that is not there', () => {
    expect(ids(depthFirst([node(1, null), node(3, 2), node(4, 3)]))).toEqual([1]);
  });

  it('is empty for a course without modules', () => {
    expect(depthFirst([])).toEqual([]);
  });
});
