"""The pages of the window by name; a page's module is imported when it is first opened."""

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from app.ui.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page as the navigation shows it before it is loaded."""

    name: str
    title: str
    icon: str
    module: str
    class_name: str

    def load(self) -> type[Page]:
        """Import the page's module and return its class."""
        return cast(type[Page], getattr(import_module(self.module), self.class_name))


PAGES = (
    PageEntry("home", "工作台", "home", "app.ui.pages.home", "HomePage"),
    PageEntry("organizations", "党组织", "organizations", "app.ui.pages.organizations", "OrganizationsPage"),
    PageEntry("people", "党员", "people", "app.ui.pages.people", "PeoplePage"),
    PageEntry("development", "发展党员", "development", "app.ui.pages.development", "DevelopmentPage"),
    PageEntry("ratings", "分类定级", "ratings", "app.ui.pages.ratings", "RatingsPage"),
    PageEntry("economy", "集体经济", "economy", "app.ui.pages.economy", "EconomyPage"),
    PageEntry("reports", "报表", "reports", "app.ui.pages.reports", "ReportsPage"),
    PageEntry("exchange", "数据交换", "exchange", "app.ui.pages.exchange", "ExchangePage"),
    PageEntry("settings", "设置", "settings", "app.ui.pages.settings", "SettingsPage"),
)
