import type { FactoryProvider } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import {
  AWS_CREDENTIAL_SOURCE,
  type AwsCredentialSource,
} from '../../platform/llm/aws-credentials';
import { configuredModel } from '../../platform/llm/configured-model';
import { ModelMeter } from '../../platform/llm/metered-language-model';
import { canaryOf } from './canary';
import { ModelTutor } from './model-tutor';
import { OfflineTutor } from './offline/offline-tutor';
import { type Tutor, TUTOR } from './tutor';

/** The tutor of this installation: the built-in one, or a language model. */
export const tutorProvider: FactoryProvider<Tutor> = {
  provide: TUTOR,
  inject: [CONFIGURATION, OfflineTutor, AWS_CREDENTIAL_SOURCE, ModelMeter],
  useFactory: (
    configuration: Configuration,
    offline: OfflineTutor,
    awsCredentials: AwsCredentialSource,
    meter: ModelMeter,
  ): Tutor => {
    const model = configuredModel(configuration, awsCredentials, (unmetered) =>
      meter.metered(unmetered, 'tutor'),
    );
    return model === null
      ? offline
      : new ModelTutor(model, configuration.llm, canaryOf(configuration.auth.secret));
  },
};
