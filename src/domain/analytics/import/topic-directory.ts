import type { ActivityReferencesRepository, ForeignTopic } from './activity-references.repository';
import { plainTitle } from './topic-title';

const MOST_REMEMBERED = 200_000;

/** Finds what activity is about: the content item of the same title, else an imported topic. */
export class TopicDirectory {
  /** By course: content items by their title; null where several share it. */
  private readonly content = new Map<number, ReadonlyMap<string, number | null>>();
  private readonly foreign = new Map<string, number>();

  constructor(private readonly references: ActivityReferencesRepository) {}

  /** The ids of topics, those that are new made on the way; null where there is none. */
  async find(topics: readonly (ForeignTopic | null)[]): Promise<readonly (number | null)[]> {
    const own = new Map<ForeignTopic, number>();
    const unknown = new Map<string, ForeignTopic>();
    for (const topic of topics) {
      if (topic === null) continue;
      const item = (await this.contentOf(topic.courseId)).get(plainTitle(topic.title)) ?? null;
      if (item !== null) own.set(topic, item);
      else if (!this.foreign.has(nameOf(topic))) unknown.set(nameOf(topic), topic);
    }
    await this.make([...unknown.values()]);
    return topics.map((topic) =>
      topic === null ? null : (own.get(topic) ?? this.foreign.get(nameOf(topic)) ?? null),
    );
  }

  private async make(topics: readonly ForeignTopic[]): Promise<void> {
    if (topics.length === 0) return;
    if (this.foreign.size > MOST_REMEMBERED) this.foreign.clear();
    const there = await this.references.foreignTopics(topics);
    const missing = topics.filter((_, place) => !there.has(place));
    if (missing.length > 0) await this.references.addForeignTopics(missing);
    const all = missing.length > 0 ? await this.references.foreignTopics(topics) : there;
    for (const [place, topic] of topics.entries()) {
      const id = all.get(place);
      if (id !== undefined) this.foreign.set(nameOf(topic), id);
    }
  }

  private async contentOf(courseId: number): Promise<ReadonlyMap<string, number | null>> {
    const loaded = this.content.get(courseId);
    if (loaded !== undefined) return loaded;
    const titles = new Map<string, number | null>();
    for (const { id, title } of await this.references.contentItems(courseId)) {
      titles.set(plainTitle(title), titles.has(plainTitle(title)) ? null : id);
    }
    this.content.set(courseId, titles);
    return titles;
  }
}

function nameOf(topic: ForeignTopic): string {
  return `${topic.courseId} ${topic.reference}`;
}
