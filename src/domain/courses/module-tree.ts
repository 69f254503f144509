interface Node {
  readonly id: number;
  readonly parentModuleId: number | null;
}

/**
 * The modules in the order in which one reads a table of contents: each module before its
 * children, siblings as they come in the input. Whatever hangs on a module that is not in the
 * input is left out with it.
 */
export function depthFirst<Module extends Node>(modules: readonly Module[]): Module[] {
  const byParent = Map.groupBy(modules, (module) => module.parentModuleId);
  const ordered: Module[] = [];
  const waiting = [...(byParent.get(null) ?? [])].toReversed();
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    ordered.push(module);
    waiting.push(...(byParent.get(module.id) ?? []).toReversed());
  }
  return ordered;
}
