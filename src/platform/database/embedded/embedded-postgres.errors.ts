import { Conflict, Unavailable } from '../../../kernel/errors';

/** Another live process already runs the server of this data folder. */
export class DataFolderInUse extends Conflict {
  override readonly code = 'data_folder_in_use';
  /** The process that holds the folder. */
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by process ${pid}. ` +
        'Stop that process first, or choose another folder with DATA_FOLDER.',
    );
    this.pid = pid;
  }
}

/** The server could not be prepared, started or stopped; the message says why and what to do. */
export class EmbeddedPostgresFailed extends Unavailable {
  override readonly code = 'embedded_postgres_failed';
}
