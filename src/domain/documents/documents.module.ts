import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { SettingsModule } from '../settings/settings.module';
import { StudentsModule } from '../students/students.module';
import { DocumentAccess } from './document-access';
import { DocumentDownloads } from './document-downloads.service';
import { DocumentPersonalData } from './document-personal-data';
import { DocumentShares } from './document-shares.service';
import { DocumentSharesRepository } from './document-shares.repository';
import { DocumentUploads } from './document-uploads.service';
import { DocumentVersions } from './document-versions.service';
import { DocumentVersionsRepository } from './document-versions.repository';
import { DocumentsRepository } from './documents.repository';
import { DocumentsService } from './documents.service';
import { DownloadTokens } from './download-tokens';
import { TextExtractor } from './extraction/text-extractor';
import { HeldDocumentsRepository } from './held-documents.repository';
import { DocumentEvidenceRepository } from './processing/document-evidence.repository';
import { DocumentExtraction } from './processing/extraction.service';
import { DocumentPurge } from './processing/document-purge.service';
import { DocumentScan } from './processing/scan.service';
import { DocumentSweep } from './processing/sweep.service';
import { DocumentText } from './processing/document-text.service';
import { FileRemoval } from './processing/file-removal.service';
import { FileRemovalsRepository } from './processing/file-removals.repository';
import { FileSteps } from './processing/file-steps.service';
import { ProcessedVersionsRepository } from './processing/processed-versions.repository';
import { VersionIntake } from './version-intake.service';

/** Documents of students: files with versions, scanned, read for the agents, shared with coaches. */
@Module({
  imports: [AuditModule, AuthModule, SettingsModule, StudentsModule],
  providers: [
    DocumentAccess,
    DocumentDownloads,
    DocumentEvidenceRepository,
    DocumentExtraction,
    DocumentPersonalData,
    DocumentPurge,
    DocumentScan,
    DocumentShares,
    DocumentSharesRepository,
    DocumentSweep,
    DocumentText,
    DocumentUploads,
    DocumentVersions,
    DocumentVersionsRepository,
    DocumentsRepository,
    DocumentsService,
    DownloadTokens,
    FileRemoval,
    FileRemovalsRepository,
    FileSteps,
    HeldDocumentsRepository,
    ProcessedVersionsRepository,
    TextExtractor,
    VersionIntake,
  ],
  exports: [
    DocumentDownloads,
    DocumentPersonalData,
    DocumentShares,
    DocumentUploads,
    DocumentVersions,
    DocumentsService,
  ],
})
export class DocumentsModule {}
