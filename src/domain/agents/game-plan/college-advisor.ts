import { Injectable } from '@nestjs/common';
import { CollegeGuidance } from '../../colleges/college-guidance';
import type { StudentRecord } from '../../students/student-record';
import type { CollegeAdvice } from './game-plan';
import { satTarget } from './sat-target';

/** What the table of colleges says to a plan. */
@Injectable()
export class CollegeAdvisor {
  constructor(private readonly guidance: CollegeGuidance) {}

  async adviceFor(record: StudentRecord): Promise<CollegeAdvice> {
    const advice = await this.guidance.adviceFor(record);
    const targets = advice.targets.known.map(({ college }) => college);
    return {
      mobilityImpactPercent: advice.impactPercent,
      reason:
        advice.impactReason ??
        `Mean success rate of ${targets.length} target colleges with figures, before and after the recommended ones join.`,
      recommended: advice.recommended.map(({ college }) => college.name),
      testTarget: satTarget(targets),
    };
  }
}
