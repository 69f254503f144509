import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../../kernel/json';

/** Everything that a first reply depends on. */
export interface ReplyContext {
  readonly contentItemId: number;
  /** SHA-256 of the lesson and its bank as the model sees them. */
  readonly lessonHash: Buffer;
  /** SHA-256 of the prompt as resolved, dependencies included. */
  readonly promptHash: Buffer;
  /** Provider and model. */
  readonly model: string;
  readonly parameters: { readonly [name: string]: JsonValue };
  readonly locale: string;
}

/**
 * {@link ReplyContext.lessonHash} in SQL, of `content_items ci`, `modules m` and `courses c`: the
 * lesson's hash with the titles around it, which is all that the prompt shows of the course.
 */
export const LESSON_HASH_SQL = `sha256(ci.lesson_hash || convert_to(c.title || E'\\n' || m.title, 'UTF8'))`;

/** Where the tree of a context begins: 32 bytes. */
export function rootKey(context: ReplyContext): Buffer {
  return createHash('sha256')
    .update(
      canonicalJson({
        contentItemId: context.contentItemId,
        lessonHash: context.lessonHash.toString('hex'),
        promptHash: context.promptHash.toString('hex'),
        model: context.model,
        parameters: context.parameters,
        locale: context.locale,
      }),
    )
    .digest();
}

/**
 * The key of the node that answers a message after a parent; the turn's query computes the same in SQL.
 *
 * @param parentId null at the root.
 */
export function nodeKey(root: Buffer, parentId: number | null, messageHash: Buffer): Buffer {
  const parent = Buffer.alloc(4);
  parent.writeInt32BE(parentId ?? 0);
  return createHash('sha256').update(root).update(parent).update(messageHash).digest();
}
