"""Problems and changes -> what continuous integration and code review show: SARIF, GitHub, Markdown."""
