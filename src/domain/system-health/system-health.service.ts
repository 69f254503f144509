import { Inject, Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { HealthService } from '../../platform/health/health.service';
import { HostMetrics, type HostUse, type ProcessUse } from '../../platform/health/host-metrics';
import { QueueCanary } from '../../platform/health/queue-canary';
import { ReplyTimes } from '../../platform/health/reply-times';
import { type Health, type ProbeResult, ServiceProbe } from '../../platform/health/service-probe';
import { MAILER, type Mailer } from '../../platform/mail/mailer';
import { AgentsProbe } from './agents-probe';
import { NotAnOperator } from './system-health.errors';

/** The parts that an operator watches. */
export const SERVICES = ['database', 'queue', 'email', 'agents'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** How the installation does, at this moment and as this process sees it. */
export interface SystemHealth {
  readonly health: Health;
  readonly services: Readonly<Record<ServiceName, ProbeResult>>;
  readonly host: HostUse;
  readonly process: ProcessUse;
  /** Of this process's recent replies; while there are none, the time that the probes took. */
  readonly replyMs: number;
}

/** Asks every part side by side; nobody waits longer than two seconds. For platform admins. */
@Injectable()
export class SystemHealthService {
  private readonly email: ServiceProbe;

  constructor(
    private readonly health: HealthService,
    private readonly canary: QueueCanary,
    private readonly agents: AgentsProbe,
    private readonly metrics: HostMetrics,
    private readonly replies: ReplyTimes,
    @Inject(MAILER) mailer: Mailer,
  ) {
    this.email = new ServiceProbe(() => mailer.probe());
  }

  /** @throws NotAnOperator */
  async check(actor: Actor): Promise<SystemHealth> {
    if (!isPlatformAdmin(actor)) throw new NotAnOperator();
    const begun = performance.now();
    const [database, queue, email, agents, host] = await Promise.all([
      this.health.database(),
      this.canary.check(),
      this.email.check(),
      this.agents.check(),
      this.metrics.host(),
    ]);
    const services = { database, queue, email, agents };
    return {
      health: overall(services),
      services,
      host,
      process: this.metrics.process(),
      replyMs: this.replies.median() ?? performance.now() - begun,
    };
  }
}

/** Without its database the installation does nothing; without another part it does less. */
function overall(services: SystemHealth['services']): Health {
  if (services.database.health === 'unhealthy') return 'unhealthy';
  return SERVICES.every((name) => services[name].health === 'healthy') ? 'healthy' : 'degraded';
}
