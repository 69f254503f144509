/** How a session stands to the reply tree. */
export type CacheState = 'TRACKING' | 'DIVERGED';

/** A conversation of one student about one content item. */
export interface ChatSession {
  readonly id: number;
  readonly userId: number;
  readonly contentItemId: number;
  /** What its student calls it; null until it is named. */
  readonly title: string | null;
  readonly shareToken: string | null;
  readonly cacheState: CacheState;
  /** The node of the tree that the session stands on; null before its first cached turn. */
  readonly cacheNodeId: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly context: ContentContext;
}

/** What the conversation is about, in names. */
export interface ContentContext {
  readonly title: string;
  readonly contentType: string;
  readonly moduleId: number;
  readonly moduleTitle: string;
  readonly courseId: number;
  readonly courseTitle: string;
  readonly courseCode: string;
}

/** One message of a conversation. */
export interface ChatMessage {
  readonly id: number;
  readonly role: 'user' | 'assistant';
  readonly content: string;
  readonly meta: MessageMeta;
  readonly createdAt: Date;
}

/** Where an assistant message came from. */
export interface MessageMeta {
  readonly source?: 'llm' | 'cache';
  readonly cache_node_id?: number;
  readonly model?: string;
  readonly input_tokens?: number;
  readonly output_tokens?: number;
}

/** What a new session pins. */
export interface NewChatSession {
  readonly userId: number;
  readonly contentItemId: number;
  readonly cacheState: CacheState;
  readonly rootKey: Buffer;
  readonly promptHash: Buffer;
  readonly lessonHash: Buffer;
  readonly model: string;
  readonly locale: string;
}
