import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '../../platform/metrics/metrics';
import { RealtimeConnections } from './realtime-connections';

/** How many sockets there are and what they follow, counted when somebody reads the metrics. */
@Injectable()
export class RealtimeMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly connections: RealtimeConnections,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge(
      { name: 'trellis_sockets_open', help: 'Sockets of this process by transport.' },
      ['transport'],
      () =>
        Object.entries(this.connections.counts.connections).map(([transport, value]) => ({
          labels: { transport },
          value,
        })),
    );
    this.one('trellis_sockets_signed_in', 'Sockets whose bearer is known.', 'signedIn');
    this.one(
      'trellis_socket_subscriptions',
      'Topics that sockets follow, each time.',
      'subscriptions',
    );
    this.one('trellis_topics_followed', 'Topics that this process follows.', 'topics');
  }

  private one(name: string, help: string, count: 'signedIn' | 'subscriptions' | 'topics'): void {
    this.metrics.gauge({ name, help }, [], () => [
      { labels: {}, value: this.connections.counts[count] },
    ]);
  }
}
