import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { ContentModule } from '../content/content.module';
import { CoursesModule } from '../courses/courses.module';
import { UsersModule } from '../users/users.module';
import { CourseStandingRepository } from './course-standing.repository';
import { DiscussionAccess } from './discussion-access.service';
import { DiscussionReportsRepository } from './discussion-reports.repository';
import { DiscussionReportsService } from './discussion-reports.service';
import { FlashcardReviewsRepository } from './flashcard-reviews.repository';
import { FlashcardReviewsService } from './flashcard-reviews.service';
import { FlashcardsRepository } from './flashcards.repository';
import { FlashcardsService } from './flashcards.service';
import { NotesRepository } from './notes.repository';
import { NotesService } from './notes.service';
import { PlacesService } from './places.service';
import { PostWriting } from './post-writing.service';
import { PostsRepository } from './posts.repository';
import { PostsService } from './posts.service';
import { RatingsRepository } from './ratings.repository';
import { RatingsService } from './ratings.service';
import { ThreadOpening } from './thread-opening.service';
import { ThreadsRepository } from './threads.repository';
import { ThreadsService } from './threads.service';

/** What students write: for themselves, to each other, and about their courses. */
@Module({
  imports: [AuditModule, ContentModule, CoursesModule, UsersModule],
  providers: [
    CourseStandingRepository,
    DiscussionAccess,
    DiscussionReportsRepository,
    DiscussionReportsService,
    FlashcardReviewsRepository,
    FlashcardReviewsService,
    FlashcardsRepository,
    FlashcardsService,
    NotesRepository,
    NotesService,
    PlacesService,
    PostWriting,
    PostsRepository,
    PostsService,
    RatingsRepository,
    RatingsService,
    ThreadOpening,
    ThreadsRepository,
    ThreadsService,
  ],
  exports: [
    DiscussionReportsService,
    FlashcardReviewsService,
    FlashcardsService,
    NotesService,
    PostsService,
    RatingsService,
    ThreadsService,
  ],
})
export class CommunityModule {}
