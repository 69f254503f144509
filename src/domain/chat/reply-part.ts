import type { BudgetState } from './usage/usage';

/** What a client hears of a reply, in order: chunks, then exactly one of the other two. */
export type ReplyPart =
  | { readonly type: 'chunk'; readonly content: string }
  | {
      readonly type: 'done';
      readonly messageId: number;
      /** A daily budget that was nearly used up when the reply was asked for. */
      readonly budgetWarning?: BudgetState;
    }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };
