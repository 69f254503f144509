import { developer } from './developer.surface';

/** Declares a controller of the developer contract. */
export const DeveloperController = (path: string): ClassDecorator => developer.controller(path);
