import { Injectable } from '@nestjs/common';
import { Settings } from '../settings/settings.service';

/** In which time zone the days and months of every report begin: one for the installation. */
@Injectable()
export class ReportingTimeZone {
  constructor(private readonly settings: Settings) {}

  /** An IANA name such as Europe/Berlin, or an offset such as +05:30. */
  async current(): Promise<string> {
    return (await this.settings.current('general')).reporting_time_zone;
  }
}
