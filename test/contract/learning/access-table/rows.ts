import type { Row } from './row';
import { analytics } from './rows/analytics';
import { assessments } from './rows/assessments';
import { auth } from './rows/auth';
import { chat } from './rows/chat';
import { community } from './rows/community';
import { content } from './rows/content';
import { courses } from './rows/courses';
import { notifications } from './rows/notifications';
import { platform } from './rows/platform';
import { progress } from './rows/progress';
import { prompts } from './rows/prompts';
import { reportMails } from './rows/report-mails';
import { study } from './rows/study';
import { tasks } from './rows/tasks';
import { universities } from './rows/universities';
import { users } from './rows/users';

/** Every route of the learning API, one row each. */
export const TABLE: readonly Row[] = [
  ...auth,
  ...users,
  ...universities,
  ...courses,
  ...content,
  ...progress,
  ...assessments,
  ...tasks,
  ...study,
  ...community,
  ...chat,
  ...notifications,
  ...prompts,
  ...platform,
  ...analytics,
  ...reportMails,
];
