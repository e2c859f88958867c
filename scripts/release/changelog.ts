/**
 * The newest section of a changelog, by its `## ` headings: the version it names, and what it says. What stands under
 * `Unreleased` belongs to no version yet.
 */
export function newestSection(changelog: string): { version: string; text: string } | undefined {
  const sections = changelog.split(/^## /m).slice(1).map(read);
  return sections.find(({ version }) => version !== 'Unreleased');
}

function read(section: string): { version: string; text: string } {
  const [heading = '', ...lines] = section.split('\n');
  return { version: heading.trim(), text: lines.join('\n').trim() };
}
