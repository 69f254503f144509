import type { FactoryProvider } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import {
  AWS_CREDENTIAL_SOURCE,
  type AwsCredentialSource,
} from '../../../platform/llm/aws-credentials';
import { configuredModel } from '../../../platform/llm/configured-model';
import { ModelMeter } from '../../../platform/llm/metered-language-model';
import { PromptsService } from '../../prompts/prompts.service';
import { ModelWriter } from './model-writer';
import { TemplateWriter } from './template-writer';
import { type Writer, WRITER } from './writer';

/** Who writes the prose of this installation's agents. */
export const writerProvider: FactoryProvider<Writer> = {
  provide: WRITER,
  inject: [CONFIGURATION, AWS_CREDENTIAL_SOURCE, PromptsService, ModelMeter],
  useFactory: (
    configuration: Configuration,
    awsCredentials: AwsCredentialSource,
    prompts: PromptsService,
    meter: ModelMeter,
  ): Writer => {
    const model = configuredModel(configuration, awsCredentials, (unmetered) =>
      meter.metered(unmetered, 'writer'),
    );
    return model === null
      ? new TemplateWriter()
      : new ModelWriter(model, configuration.llm.model, prompts);
  },
};
