"""One form definition: drawn by the site, judged by the inbox."""
