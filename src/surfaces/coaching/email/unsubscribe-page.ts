/** A page that leads on to the one that asks. @param address with the token, safe in HTML. */
export function toUnsubscribePage(address: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url=${address}">
<title>No more mails of this kind</title>
</head>
<body>
<p><a href="${address}">Say that you want no more mails of this kind</a></p>
</body>
</html>
`;
}
