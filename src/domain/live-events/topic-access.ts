import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { AuditService } from '../audit/audit.service';
import { TopicNotFound } from './topic-access.errors';
import { TopicGrants, type Wish } from './topic-grants';
import { readTopicName } from './topic-name';

/** A topic that somebody may follow. */
export interface OpenTopic {
  /** As the client said it. */
  readonly name: string;
  /** As the log calls it. */
  readonly logTopic: string;
}

/** Somebody who follows a topic. */
interface TopicCheck {
  readonly actor: Actor;
  readonly topic: OpenTopic;
}

/** Different ones that are looked at together. */
const CHECKED_AT_ONCE = 2_000;

/**
 * Who may follow what: the same people as may read it over HTTP. Whoever may not, and whoever asks
 * for what is not there, is answered alike.
 */
@Injectable()
export class TopicAccess {
  constructor(
    private readonly grants: TopicGrants,
    private readonly audit: AuditService,
  ) {}

  /**
   * Opens a topic for somebody who wants to follow it. One that tells of another person leaves one
   * audit row.
   *
   * @param name anything that a client says.
   * @throws TopicNotFound alike for what is malformed, unknown, or not for them.
   */
  async open(actor: Actor, name: string): Promise<OpenTopic> {
    const topic = readTopicName(name);
    const [grant] = topic === null ? [] : await this.grants.decide([{ actor, topic }]);
    if (grant === undefined || grant === null) throw new TopicNotFound();
    const { logTopic, subjectId } = grant;
    if (subjectId !== null && subjectId !== actor.userId) {
      await this.audit.record({
        actor,
        action: 'topic.follow',
        subjectType: 'user',
        subjectIds: [subjectId],
        details: { kind: logTopic.slice(0, logTopic.indexOf(':')) },
      });
    }
    return { name, logTopic };
  }

  /**
   * Whether each of them may still follow the topic that they opened; the actors with the roles that
   * they hold now. Five statements for some thousand of them, and no audit rows.
   */
  async stillOpen(checks: readonly TopicCheck[]): Promise<boolean[]> {
    const wishes = new Map<string, Wish>();
    for (const check of checks) {
      const topic = readTopicName(check.topic.name);
      if (topic !== null) wishes.set(keyOf(check), { actor: check.actor, topic });
    }
    const logs = new Map<string, string | undefined>();
    const asked = [...wishes];
    for (let start = 0; start < asked.length; start += CHECKED_AT_ONCE) {
      const some = asked.slice(start, start + CHECKED_AT_ONCE);
      const grants = await this.grants.decide(some.map(([, wish]) => wish));
      for (const [index, [key]] of some.entries()) logs.set(key, grants[index]?.logTopic);
    }
    return checks.map((check) => logs.get(keyOf(check)) === check.topic.logTopic);
  }
}

/** The same for all connections of one sign-in that follow the topic by this name. */
function keyOf({ actor, topic }: TopicCheck): string {
  return `${actor.userId} ${actor.sessionId} ${topic.name}`;
}
