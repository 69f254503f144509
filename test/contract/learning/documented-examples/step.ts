/** Whose token a request carries. */
type Who = 'nobody' | 'refresh' | 'student' | 'instructor' | 'admin';

/** A documented request, and the documented reply to it. */
export interface Step {
  readonly who: Who;
  /** Verb and path, with `{names}` of {@link Step.keeps} in place of ids. */
  readonly request: string;
  /** As documented. Ids are replaced by those that were kept under the name of their field. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly status: number;
  /** As documented; what it shows must be there, with its type. */
  readonly reply?: unknown;
  /** What to keep of the reply for later steps: name and field. */
  readonly keeps?: Readonly<Record<string, string>>;
}

/** What earlier steps kept, by name. */
export type Kept = Record<string, string | number | readonly number[]>;

/** A path with what was kept in it. */
export function pathOf(path: string, kept: Kept): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(kept[name])));
}

/** A documented body with real ids. */
export function bodyOf(body: Step['body'], kept: Kept): Step['body'] {
  if (body === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const isId = /_ids?$/.test(name) && value !== null;
      return [name, isId && name in kept ? kept[name] : value];
    }),
  );
}
