import type { FactoryProvider } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import {
  AWS_CREDENTIAL_SOURCE,
  type AwsCredentialSource,
} from '../../../platform/llm/aws-credentials';
import { configuredModel } from '../../../platform/llm/configured-model';
import { ModelMeter } from '../../../platform/llm/metered-language-model';
import { CRISIS_READER, type CrisisReader, NoReader } from './crisis-reader';
import { ModelReader } from './model-reader';

/** Who reads after the rules in this installation. */
export const crisisReaderProvider: FactoryProvider<CrisisReader> = {
  provide: CRISIS_READER,
  inject: [CONFIGURATION, AWS_CREDENTIAL_SOURCE, ModelMeter],
  useFactory: (
    configuration: Configuration,
    awsCredentials: AwsCredentialSource,
    meter: ModelMeter,
  ): CrisisReader => {
    const model = configuredModel(configuration, awsCredentials, (unmetered) =>
      meter.metered(unmetered, 'crisis reader'),
    );
    return model === null ? new NoReader() : new ModelReader(model, configuration.llm.model);
  },
};
