import type { FactoryProvider } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import {
  AWS_CREDENTIAL_SOURCE,
  type AwsCredentialSource,
} from '../../platform/llm/aws-credentials';
import { configuredModel } from '../../platform/llm/configured-model';
import { ModelMeter } from '../../platform/llm/metered-language-model';
import { ModelResponder } from './model-responder';
import { OfflineResponder } from './offline/offline-responder';
import { type Responder, RESPONDER } from './responder';

/** Who answers the programs of this installation. */
export const responderProvider: FactoryProvider<Responder> = {
  provide: RESPONDER,
  inject: [CONFIGURATION, OfflineResponder, AWS_CREDENTIAL_SOURCE, ModelMeter],
  useFactory: (
    configuration: Configuration,
    offline: OfflineResponder,
    awsCredentials: AwsCredentialSource,
    meter: ModelMeter,
  ): Responder => {
    const model = configuredModel(configuration, awsCredentials, (unmetered) =>
      meter.metered(unmetered, 'responder'),
    );
    return model === null ? offline : new ModelResponder(model, configuration.llm.model);
  },
};
