import type { Pool } from 'pg';

/** Points at a version, as a reply says it. */
interface Dependency {
  readonly child_name: string;
  readonly child_version: number | null;
  readonly child_label: string | null;
}

/** One version in the graph of a resolved prompt. */
interface Node {
  readonly name: string;
  readonly version: number;
  readonly id: number;
}

/** What a reply about a prompt carries beyond the version itself. */
export interface Resolution {
  readonly dependencies: readonly Dependency[];
  readonly resolved_prompt: string;
  readonly resolution_graph: {
    readonly root: Node;
    readonly dependencies: Readonly<Record<string, readonly Node[]>>;
  };
}

interface Loaded extends Node {
  readonly key: string;
  readonly text: string;
  readonly revision: string;
}

const TAG = /@@@langfusePrompt:name=([^|]+)\|(label|version)=(.+?)@@@/g;
const MOST_KEPT = 500;

/** A version and all below it, with the revision of the same snapshot. */
const LOAD = `
  WITH RECURSIVE reached AS (
    SELECT ''::text AS key, $1::integer AS id, 0 AS depth
    UNION
    SELECT d.child_name || coalesce('|label=' || d.child_label, '|version=' || d.child_version),
           coalesce(l.prompt_id, v.id), reached.depth + 1
    FROM reached
    JOIN prompt_dependencies d ON d.prompt_id = reached.id
    LEFT JOIN prompt_labels l ON l.name = d.child_name AND l.label = d.child_label
    LEFT JOIN prompts v ON v.name = d.child_name AND v.version = d.child_version
    WHERE reached.depth < 5
  )
  SELECT DISTINCT reached.key, p.id, p.name, p.version, p.prompt AS text, c.revision
  FROM reached JOIN prompts p ON p.id = reached.id CROSS JOIN prompt_catalogue c`;

/** Texts put together by hand, kept for as long as the catalogue has the same revision. */
export class Resolutions {
  private readonly kept = new Map<number, { revision: string; resolution: Resolution }>();

  constructor(private readonly pool: Pool) {}

  /** Of a version, at the revision that the catalogue was seen with or a later one. */
  async of(promptId: number, revision: string): Promise<Resolution> {
    const known = this.kept.get(promptId);
    if (known?.revision === revision) return known.resolution;
    const { rows } = await this.pool.query<Loaded>({
      name: 'load',
      text: LOAD,
      values: [promptId],
    });
    const byKey = new Map(rows.map((row) => [row.key, row]));
    const root = byKey.get('') as Loaded;
    const resolution = {
      dependencies: referencesIn(root.text).map(({ name, kind, value }) => ({
        child_name: name,
        child_version: kind === 'version' ? Number(value) : null,
        child_label: kind === 'label' ? value : null,
      })),
      resolved_prompt: inlined(root.text, byKey),
      resolution_graph: { root: nodeOf(root), dependencies: graphOf(root, byKey) },
    };
    if (this.kept.size >= MOST_KEPT) this.kept.clear();
    this.kept.set(promptId, { revision: root.revision, resolution });
    return resolution;
  }
}

function referencesIn(text: string): { key: string; name: string; kind: string; value: string }[] {
  const found = new Map(
    [...text.matchAll(TAG)].map(([, name = '', kind = '', value = '']) => {
      const key = `${name}|${kind}=${value}`;
      return [key, { key, name, kind, value }];
    }),
  );
  return [...found.values()];
}

function inlined(text: string, byKey: ReadonlyMap<string, Loaded>): string {
  return text.replace(TAG, (_, name: string, kind: string, value: string) =>
    inlined(byKey.get(`${name}|${kind}=${value}`)?.text ?? '', byKey),
  );
}

function graphOf(root: Loaded, byKey: ReadonlyMap<string, Loaded>): Record<string, Node[]> {
  const graph: Record<string, Node[]> = {};
  const visit = (prompt: Loaded): void => {
    const children = new Map(
      referencesIn(prompt.text).flatMap(({ key }) => {
        const child = byKey.get(key);
        return child === undefined ? [] : [[child.id, child]];
      }),
    );
    if (children.size === 0 || graph[prompt.id] !== undefined) return;
    graph[prompt.id] = [...children.values()].map(nodeOf);
    for (const child of children.values()) visit(child);
  };
  visit(root);
  return graph;
}

function nodeOf({ name, version, id }: Node): Node {
  return { name, version, id };
}
