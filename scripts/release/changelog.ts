/** The section of a changelog under its first `## ` heading: the version it names, and what it says. */
export function newestSection(changelog: string): { version: string; text: string } | undefined {
  const [, section] = changelog.split(/^## /m);
  if (section === undefined) return undefined;
  const [heading = '', ...lines] = section.split('\n');
  return { version: heading.trim(), text: lines.join('\n').trim() };
}
