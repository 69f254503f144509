import { CreateUsers1795348800000 } from '../../../migrations/20261122T1200-create-users';
import { CreateOutbox1795349400000 } from '../../../migrations/20261122T1210-create-outbox';
import { CreateCourses1795350000000 } from '../../../migrations/20261122T1220-create-courses';
import { CreatePrompts1795350600000 } from '../../../migrations/20261122T1230-create-prompts';
import { CreateChat1795351200000 } from '../../../migrations/20261122T1240-create-chat';
import { CreateContentTypes1795351800000 } from '../../../migrations/20261122T1250-create-content-types';
import { CreateEnrollments1795352400000 } from '../../../migrations/20261122T1300-create-enrollments';
import { CompletePrompts1795353000000 } from '../../../migrations/20261122T1310-complete-prompts';
import { MoreQuestionKinds1795353600000 } from '../../../migrations/20261122T1320-more-question-kinds';
import { CreateCourseImport1795353900000 } from '../../../migrations/20261122T1325-create-course-import';
import { CompleteStructure1795354200000 } from '../../../migrations/20261122T1330-complete-structure';
import { CreateLlmUsage1795354800000 } from '../../../migrations/20261122T1340-create-llm-usage';
import { CreateFeatureRequestsAndCredentials1795355400000 } from '../../../migrations/20261122T1350-create-feature-requests-and-credentials';
import { CreateAssessments1795356000000 } from '../../../migrations/20261122T1400-create-assessments';
import { CreateCommunity1795356600000 } from '../../../migrations/20261122T1410-create-community';
import { CreateStudents1795359600000 } from '../../../migrations/20261122T1500-create-students';
import { CompleteCoaching1795360200000 } from '../../../migrations/20261122T1510-complete-coaching';
import { CreateColleges1795360800000 } from '../../../migrations/20261122T1520-create-colleges';
import { CreateCrisis1795361400000 } from '../../../migrations/20261122T1530-create-crisis';
import { CreateOpportunities1795362000000 } from '../../../migrations/20261122T1540-create-opportunities';
import { CreateGamePlans1795362600000 } from '../../../migrations/20261122T1550-create-game-plans';
import { EndTeachingWithRole1795363500000 } from '../../../migrations/20261122T1605-end-teaching-with-role';
import { CreateSettings1795363800000 } from '../../../migrations/20261122T1610-create-settings';
import { CreateEmail1795364400000 } from '../../../migrations/20261122T1620-create-email';
import { CreateUserImport1795365000000 } from '../../../migrations/20261122T1630-create-user-import';
import { CreatePayments1795365600000 } from '../../../migrations/20261122T1640-create-payments';
import { CreateDocuments1795366200000 } from '../../../migrations/20261122T1650-create-documents';
import { CreatePrivacy1795366800000 } from '../../../migrations/20261122T1700-create-privacy';
import { CreateAnalyticsIndexes1795367400000 } from '../../../migrations/20261122T1710-create-analytics-indexes';
import { CreateApiKeys1795368000000 } from '../../../migrations/20261122T1720-create-api-keys';
import { CreateRateLimits1795368600000 } from '../../../migrations/20261122T1730-create-rate-limits';
import { ExtendTasks1795369800000 } from '../../../migrations/20261122T1750-extend-tasks';
import { CreateWebhooks1795370400000 } from '../../../migrations/20261122T1760-create-webhooks';
import { CreateIdempotencyKeys1795371000000 } from '../../../migrations/20261122T1770-create-idempotency-keys';
import { MeterApiCalls1795371600000 } from '../../../migrations/20261122T1780-meter-api-calls';
import { OrderOutbox1795372200000 } from '../../../migrations/20261122T1790-order-outbox';
import { CreateTopicLog1795372800000 } from '../../../migrations/20261122T1800-create-topic-log';
import { CreatePoints1795369200000 } from '../../../migrations/20261122T1740-create-points';
import { TraceOutbox1795374000000 } from '../../../migrations/20261122T1820-trace-outbox';
import { AskForFollowers1795374600000 } from '../../../migrations/20261122T1830-ask-for-followers';
import { CreateNotifications1795373400000 } from '../../../migrations/20261122T1810-create-notifications';
import { TellWhatWaits1795375200000 } from '../../../migrations/20261122T1840-tell-what-waits';
import { CreateActivity1795375800000 } from '../../../migrations/20261122T1850-create-activity';
import { CreateRollups1795376400000 } from '../../../migrations/20261122T1860-create-rollups';
import { MendTimeZones1795378800000 } from '../../../migrations/20261122T1900-mend-time-zones';
import { TellOpenTransactionsApart1795379400000 } from '../../../migrations/20261122T1910-tell-open-transactions-apart';
import { CreateReportMails1795377600000 } from '../../../migrations/20261122T1880-create-report-mails';

/** Every migration, oldest first: the only source of the schema. */
export const MIGRATIONS = [
  CreateUsers1795348800000,
  CreateOutbox1795349400000,
  CreateCourses1795350000000,
  CreatePrompts1795350600000,
  CreateChat1795351200000,
  CreateContentTypes1795351800000,
  CreateEnrollments1795352400000,
  CompletePrompts1795353000000,
  MoreQuestionKinds1795353600000,
  CreateCourseImport1795353900000,
  CompleteStructure1795354200000,
  CreateLlmUsage1795354800000,
  CreateFeatureRequestsAndCredentials1795355400000,
  CreateAssessments1795356000000,
  CreateCommunity1795356600000,
  CreateStudents1795359600000,
  CompleteCoaching1795360200000,
  CreateColleges1795360800000,
  CreateCrisis1795361400000,
  CreateOpportunities1795362000000,
  CreateGamePlans1795362600000,
  EndTeachingWithRole1795363500000,
  CreateSettings1795363800000,
  CreateEmail1795364400000,
  CreateUserImport1795365000000,
  CreatePayments1795365600000,
  CreateDocuments1795366200000,
  CreatePrivacy1795366800000,
  CreateAnalyticsIndexes1795367400000,
  CreateApiKeys1795368000000,
  CreateRateLimits1795368600000,
  CreatePoints1795369200000,
  ExtendTasks1795369800000,
  CreateWebhooks1795370400000,
  CreateIdempotencyKeys1795371000000,
  MeterApiCalls1795371600000,
  OrderOutbox1795372200000,
  CreateTopicLog1795372800000,
  CreateNotifications1795373400000,
  TraceOutbox1795374000000,
  AskForFollowers1795374600000,
  TellWhatWaits1795375200000,
  CreateActivity1795375800000,
  CreateRollups1795376400000,
  CreateReportMails1795377600000,
  MendTimeZones1795378800000,
  TellOpenTransactionsApart1795379400000,
];
