"""Where the pages about support and inclusion start: for all schools, and for one."""
