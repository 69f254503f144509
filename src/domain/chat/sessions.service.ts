import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import type { Slice } from '../../kernel/page';
import { DomainError } from '../../kernel/errors';
import { LessonsService } from '../content/lessons.service';
import { UsersRepository } from '../users/users.repository';
import { SessionNotFound, ShareNotFound, TutorPromptUnavailable } from './chat.errors';
import type { ChatMessage, ChatSession } from './chat-session';
import { SessionOpening } from './session-opening.repository';
import { type Moment, type SessionTerms, SessionTermsService } from './session-terms';
import { SessionsRepository } from './sessions.repository';
import { teachingLanguage } from './teaching-language';

/** 192 random bits: a share link is found by nobody who was not given it. */
const SHARE_TOKEN_BYTES = 24;
const SHARE_TOKEN = /^[A-Za-z0-9_-]{32}$/;

/** A session with everything that was said in it. */
export interface Conversation {
  readonly session: ChatSession;
  readonly messages: readonly ChatMessage[];
}

/** Opening, reading and sharing chat sessions. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsRepository,
    private readonly opening: SessionOpening,
    private readonly lessons: LessonsService,
    private readonly terms: SessionTermsService,
    private readonly users: UsersRepository,
  ) {}

  /**
   * Opens a session about a content item. It pins the prompt, the model and the lesson's hash of
   * this moment; it starts off the tree where the course or the prompt rules caching out.
   *
   * @throws ContentNotFound
   * @throws TutorPromptUnavailable
   */
  async open(actor: Actor, contentItemId: number): Promise<ChatSession> {
    await this.lessons.getLesson(actor, contentItemId);
    const moment = await this.opening.read(contentItemId);
    const user = await this.users.findById(actor.userId);
    if (moment === null || user === null) throw new SessionNotFound();
    const locale = teachingLanguage(user.locale);
    const terms = await this.termsAt({ ...moment, contentItemId, locale }, actor.userId);
    const id = await this.database.transaction(async () => {
      await this.sessions.savePromptSnapshot(terms.prompt);
      return this.sessions.insert({
        userId: actor.userId,
        contentItemId,
        cacheState: moment.cacheEnabled && terms.isCacheable ? 'TRACKING' : 'DIVERGED',
        rootKey: terms.rootKey,
        promptHash: terms.prompt.hash,
        lessonHash: moment.lessonHash,
        model: terms.model.id,
        locale,
      });
    });
    return this.find(actor, id);
  }

  /** The caller's sessions, the last used first; those about one content item when it is given. */
  list(actor: Actor, contentItemId: number | null, slice: Slice): Promise<ChatSession[]> {
    return this.sessions.listOf(actor.userId, contentItemId, slice);
  }

  /** Gives a session a title of its student's own. @throws SessionNotFound */
  async rename(actor: Actor, id: number, title: string): Promise<ChatSession> {
    if (!(await this.sessions.rename(id, actor.userId, title))) throw new SessionNotFound();
    return this.find(actor, id);
  }

  /** @throws SessionNotFound for a session that is not the caller's own. */
  async get(actor: Actor, id: number): Promise<Conversation> {
    const session = await this.find(actor, id);
    return { session, messages: await this.sessions.messagesOf(id) };
  }

  /**
   * Makes the conversation readable for whoever has the token; sharing again gives the same one.
   *
   * @throws SessionNotFound
   */
  async share(actor: Actor, id: number): Promise<string> {
    const fresh = randomBytes(SHARE_TOKEN_BYTES).toString('base64url');
    const token = await this.sessions.share(id, actor.userId, fresh);
    if (token === null) throw new SessionNotFound();
    return token;
  }

  /** Ends sharing; the old link never works again. @throws SessionNotFound */
  async unshare(actor: Actor, id: number): Promise<void> {
    if (!(await this.sessions.unshare(id, actor.userId))) throw new SessionNotFound();
  }

  /** A shared conversation, for anybody with its token. @throws ShareNotFound */
  async getShared(token: string): Promise<Conversation> {
    const session = SHARE_TOKEN.test(token) ? await this.sessions.findByShareToken(token) : null;
    if (session === null) throw new ShareNotFound();
    return { session, messages: await this.sessions.messagesOf(session.id) };
  }

  private async find(actor: Actor, id: number): Promise<ChatSession> {
    const session = await this.sessions.find(id, actor.userId);
    if (session === null) throw new SessionNotFound();
    return session;
  }

  private async termsAt(moment: Moment, userId: number): Promise<SessionTerms> {
    try {
      return await this.terms.at(moment, userId);
    } catch (error) {
      if (error instanceof DomainError) throw new TutorPromptUnavailable({ cause: error });
      throw error;
    }
  }
}
