export async function writeDocuments(): Promise<void> {}
