const NAME = 'constructor';
/** No key of a request can be this: U+0000 is refused before. */
const MASK = '\u0000constructor';

/**
 * The same value with another name for every key called `constructor`, at any depth. class-transformer
 * takes what it finds under that name for a class and calls it.
 */
export function maskConstructorKeys<Value>(value: Value): Value {
  return renamed(value, NAME, MASK) as Value;
}

/** Undoes {@link maskConstructorKeys}. */
export function unmaskConstructorKeys(value: unknown): unknown {
  return renamed(value, MASK, NAME);
}

/** The name that the client gave a field. */
export function nameAsSent(name: string): string {
  return name === MASK ? NAME : name;
}

/** Copies only what holds the name; anything but lists and plain objects stays as it is. */
function renamed(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) {
    const elements = value.map((element) => renamed(element, from, to));
    return elements.every((element, index) => element === value[index]) ? value : elements;
  }
  if (!isPlainObject(value)) return value;
  const before = Object.entries(value);
  const after = before.map(([name, member]) => [
    name === from ? to : name,
    renamed(member, from, to),
  ]);
  const isSame = after.every(([name, member], index) => {
    const [oldName, oldMember] = before[index] ?? [];
    return name === oldName && member === oldMember;
  });
  return isSame ? value : Object.fromEntries(after);
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
