import { Injectable } from '@nestjs/common';
import { type Actor, holdsRole, isPlatformAdmin, mayAuthorIn } from '../../kernel/actor';
import {
  type CourseFacts,
  type JobFacts,
  type StudentFacts,
  TopicAccessRepository,
} from './topic-access.repository';
import {
  type AskedTopic,
  courseStaffTopic,
  courseTopic,
  CRISIS_TOPIC_OF_ADMINS,
  crisisTopicOf,
  jobTopic,
  sessionTopic,
  studentTopic,
  userTopic,
} from './topic-name';

/** Somebody who wants to follow a topic, or does. */
export interface Wish<Topic extends AskedTopic = AskedTopic> {
  readonly actor: Actor;
  readonly topic: Topic;
}

/** What somebody may follow. */
interface Grant {
  readonly logTopic: string;
  /** The id of the person whom the topic is about; null when it is about nobody in particular. */
  readonly subjectId: number | null;
}

type Kind = AskedTopic['kind'];
type TopicOf<Wanted extends Kind> = Extract<AskedTopic, { readonly kind: Wanted }>;
type Grants = Map<Wish, Grant>;

/**
 * Decides many wishes to follow topics together. Topics are granted to those who may read the same
 * over HTTP; programs with keys are told by webhooks instead.
 */
@Injectable()
export class TopicGrants {
  constructor(private readonly facts: TopicAccessRepository) {}

  /** What becomes of each wish, in their order; null where it is not granted. Five statements at most. */
  async decide(wishes: readonly Wish[]): Promise<(Grant | null)[]> {
    const people = wishes.filter(({ actor }) => actor.key === undefined);
    const grants: Grants = new Map();
    await this.students(ofKind(people, 'student'), grants);
    await this.users(ofKind(people, 'user'), grants);
    await this.sessions(ofKind(people, 'session'), grants);
    await this.courses(ofKind(people, 'course', 'course_staff'), grants);
    await this.jobs(ofKind(people, 'job'), grants);
    for (const wish of ofKind(people, 'crisis_alerts')) {
      const logTopic = crisisAlertsOf(wish.actor);
      if (logTopic !== null) grants.set(wish, { logTopic, subjectId: null });
    }
    return wishes.map((wish) => grants.get(wish) ?? null);
  }

  private async students(wishes: readonly Wish<TopicOf<'student'>>[], to: Grants): Promise<void> {
    const facts = await this.facts.students(wishes.map(byUuid));
    for (const [index, wish] of wishes.entries()) {
      const student = facts[index] ?? null;
      if (student === null || !mayOpen(wish.actor, student)) continue;
      to.set(wish, { logTopic: studentTopic(wish.topic.uuid), subjectId: student.id });
    }
  }

  private async users(wishes: readonly Wish<TopicOf<'user'>>[], to: Grants): Promise<void> {
    const ofOthers: Wish<TopicOf<'user'>>[] = [];
    for (const wish of wishes) {
      const { userId, userUuid } = wish.actor;
      if (wish.topic.uuid === userUuid || wish.topic.id === userId) {
        to.set(wish, { logTopic: userTopic(userUuid), subjectId: userId });
      } else if (isPlatformAdmin(wish.actor)) {
        ofOthers.push(wish);
      }
    }
    const people = await this.facts.people(ofOthers.map(({ topic }) => topic));
    for (const [index, wish] of ofOthers.entries()) {
      const person = people[index] ?? null;
      if (person !== null) {
        to.set(wish, { logTopic: userTopic(person.uuid), subjectId: person.id });
      }
    }
  }

  private async sessions(wishes: readonly Wish<TopicOf<'session'>>[], to: Grants): Promise<void> {
    const areOwn = await this.facts.ownSessions(wishes.map(byId));
    for (const [index, wish] of wishes.entries()) {
      if (areOwn[index] !== true) continue;
      to.set(wish, { logTopic: sessionTopic(wish.topic.id), subjectId: wish.actor.userId });
    }
  }

  private async courses(
    wishes: readonly Wish<TopicOf<'course' | 'course_staff'>>[],
    to: Grants,
  ): Promise<void> {
    const facts = await this.facts.courses(wishes.map(byId));
    for (const [index, wish] of wishes.entries()) {
      const course = facts[index] ?? null;
      if (course === null) continue;
      const { kind, id } = wish.topic;
      const isStaff = teaches(wish.actor, course);
      if (kind === 'course_staff' && isStaff) {
        to.set(wish, { logTopic: courseStaffTopic(id), subjectId: null });
      }
      if (kind === 'course' && (isStaff || course.isTakenByReader) && reads(wish.actor, course)) {
        to.set(wish, { logTopic: courseTopic(id), subjectId: null });
      }
    }
  }

  private async jobs(wishes: readonly Wish<TopicOf<'job'>>[], to: Grants): Promise<void> {
    const facts = await this.facts.jobs(wishes.map(byUuid));
    for (const [index, wish] of wishes.entries()) {
      const job = facts[index] ?? null;
      if (job === null || !mayWatch(wish.actor, job)) continue;
      to.set(wish, { logTopic: jobTopic(wish.topic.uuid), subjectId: job.subjectId });
    }
  }
}

function ofKind<Wanted extends Kind>(
  wishes: readonly Wish[],
  ...kinds: readonly Wanted[]
): Wish<TopicOf<Wanted>>[] {
  const isWanted = (wish: Wish): wish is Wish<TopicOf<Wanted>> =>
    (kinds as readonly Kind[]).includes(wish.topic.kind);
  return wishes.filter(isWanted);
}

function byUuid({ actor, topic }: Wish<TopicOf<'student' | 'job'>>): {
  readerId: number;
  uuid: string;
} {
  return { readerId: actor.userId, uuid: topic.uuid };
}

function byId({ actor, topic }: Wish<TopicOf<'session' | 'course' | 'course_staff'>>): {
  readerId: number;
  id: number;
} {
  return { readerId: actor.userId, id: topic.id };
}

/** As the student's record: themselves, a coach who is linked to them now, platform admins. */
function mayOpen(actor: Actor, student: StudentFacts): boolean {
  return (
    student.id === actor.userId ||
    isPlatformAdmin(actor) ||
    (holdsRole(actor, 'COACH') && student.isCoachedByReader)
  );
}

/** Whoever looks after an offering of the course, or writes the courses of its university. */
function teaches(actor: Actor, course: CourseFacts): boolean {
  return mayAuthorIn(actor, course.universityId) || course.isTaughtByReader;
}

/** Drafts are read by those alone who write the courses of their university. */
function reads(actor: Actor, course: CourseFacts): boolean {
  return course.isPublished || mayAuthorIn(actor, course.universityId);
}

/**
 * A run of an agent: whoever may open the student's record, but students only what they asked for
 * themselves. An import of people: platform admins. A copy of personal data: whose data it is.
 */
function mayWatch(actor: Actor, job: JobFacts): boolean {
  if (job.kind === 'import') return isPlatformAdmin(actor);
  if (job.subjectId === null) return false;
  if (job.subjectId === actor.userId) {
    return job.kind === 'export' || job.requestedBy === actor.userId;
  }
  if (job.kind === 'export') return false;
  return mayOpen(actor, { id: job.subjectId, isCoachedByReader: job.isSubjectCoachedByReader });
}

/** Admins hear of every student, coaches of their own; null for everybody else. */
function crisisAlertsOf(actor: Actor): string | null {
  if (isPlatformAdmin(actor)) return CRISIS_TOPIC_OF_ADMINS;
  return holdsRole(actor, 'COACH') ? crisisTopicOf(actor.userId) : null;
}
