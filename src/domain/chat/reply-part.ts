/** What a client hears of a reply, in order: chunks, then exactly one of the other two. */
export type ReplyPart =
  | { readonly type: 'chunk'; readonly content: string }
  | { readonly type: 'done'; readonly messageId: number }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };
