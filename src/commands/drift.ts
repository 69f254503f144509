export async function checkDrift(): Promise<void> {}
