"""The reviewers' UI. Started by `workbench serve`; every screen is a file in workbench/ui/screens."""

from workbench.ui import shell

shell.configure()
page = shell.navigation()
shell.run(page)
