import { isJsonObject, type JsonObject, resolveReference } from './json-schema';
import { insideChildren, sameValueChildren } from './schema-walk';

/** Of all that these say, only one judges a member or an element: they tell names and places apart. */
const ONE_OF_THEM: ReadonlySet<string | number | undefined> = new Set([
  'properties',
  'additionalProperties',
  'unevaluatedProperties',
  'prefixItems',
  'items',
  'unevaluatedItems',
]);
/** As deep as data can be: a request's body nests no deeper. */
const DEEPEST_DATA = 64;

/**
 * At most how often a validator judges one value, or what is inside of it along one way down, by
 * parts of the schema. References are followed; a schema that refers to itself for the same value
 * has no end: Infinity.
 *
 * @param schema whose references all lead somewhere inside it.
 */
export function schemaCost(schema: JsonObject): number {
  return new CostReader(schema).read(schema, DEEPEST_DATA);
}

class CostReader {
  private readonly known = new Map<JsonObject, number[]>();

  constructor(private readonly root: JsonObject) {}

  read(schema: JsonObject, depth: number): number {
    if (depth === 0) return 0;
    const costs = this.known.get(schema) ?? [];
    this.known.set(schema, costs);
    const known = costs[depth];
    if (known !== undefined) return known;
    // Found again before it is known, it judges the same value once more, and so on without end.
    costs[depth] = Number.POSITIVE_INFINITY;
    const same = [this.target(schema), ...sameValueChildren(schema).map(([, value]) => value)];
    const here = same.filter(isJsonObject).map((child) => this.read(child, depth));
    const cost = 1 + sum(here) + this.inside(schema, depth - 1);
    costs[depth] = cost;
    return cost;
  }

  private inside(schema: JsonObject, depth: number): number {
    let dearest = 0;
    let besides = 0;
    for (const [[keyword], child] of insideChildren(schema)) {
      if (!isJsonObject(child)) continue;
      const cost = this.read(child, depth);
      if (ONE_OF_THEM.has(keyword)) dearest = Math.max(dearest, cost);
      else besides += cost;
    }
    return dearest + besides;
  }

  private target(schema: JsonObject): ReturnType<typeof resolveReference> | undefined {
    const reference = schema['$ref'];
    return typeof reference === 'string' ? resolveReference(this.root, reference) : undefined;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
