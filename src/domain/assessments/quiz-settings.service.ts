import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { ContentService } from '../content/content.service';
import { requireAuthor } from '../universities/authorship';
import { type QuizSettings, QuizSettingsRepository } from './quiz-settings.repository';

/** The rules of how the questions of an item are attempted. */
@Injectable()
export class QuizSettingsService {
  constructor(
    private readonly settings: QuizSettingsRepository,
    private readonly content: ContentService,
  ) {}

  /** For everybody who sees the item. @throws ContentNotFound */
  async get(actor: Actor, contentItemId: number): Promise<QuizSettings> {
    await this.content.get(actor, contentItemId);
    return this.settings.find(contentItemId);
  }

  /**
   * Replaces the settings. Attempts that are under way keep those with which they began.
   *
   * @throws ContentNotFound
   * @throws NotAnAuthor
   */
  async set(actor: Actor, contentItemId: number, settings: QuizSettings): Promise<QuizSettings> {
    const item = await this.content.get(actor, contentItemId);
    requireAuthor(actor, item.course.universityId);
    await this.settings.save(contentItemId, settings);
    return this.settings.find(contentItemId);
  }
}
