"""More true sentences of the kind of ``true_sentences``.

The first thresholds were chosen without them; they were looked at on 2026-11-23, when rules were mended. No rule was
made on the lies that are made of them.
"""

from __future__ import annotations

HELD_OUT_SENTENCES: tuple[tuple[str, str], ...] = (
    ("2024-01-23-meridian-wire-briefs.txt", "A US drone strike killed the Iranian general Qassem Soleimani."),
    ("2024-01-23-meridian-wire-briefs.txt", "Iran fired missiles at Ain al-Asad in January 2020."),
    ("2024-01-23-meridian-wire-briefs.txt", "The coalition dates from 2014."),
    ("2024-01-23-meridian-wire-briefs.txt", "Sudani came to office in October 2022 with the Coordination Framework."),
    ("2024-01-23-asad-base-two-wounded.md", "Prime Minister Sudani wants the coalition to depart."),
    ("2024-01-24-us-strikes-three-militia-sites.html", "The US has some 2,500 troops in Iraq and 900 in Syria."),
    ("2024-01-24-us-strikes-three-militia-sites.html", "Iran supports Kataib Hezbollah."),
    ("2024-03-12-castell-bridge-approved.md", "Tomas Iredale voted against the plan."),
    ("2024-03-12-castell-bridge-approved.md", "The bridge was to reopen in June 2025."),
    ("2024-03-12-castell-bridge-approved.md", "Ingrid Solano said 8 percent of the estimate was held in reserve."),
    ("2024-04-08-halden-4-launch-delayed.md", "Piet Lorenzen is the launch director."),
    ("2024-04-08-halden-4-launch-delayed.md", "The budget was 318 million euros before the delay."),
    ("2024-06-18-halden-4-launched.md", "The satellite repeats its track every 17 days."),
    ("2024-06-18-halden-4-launched.md", "Sunniva Aldaker is the chief scientist of the mission."),
    ("2024-08-20-castell-bridge-185-million.md", "The bridge was then expected to open in November 2025."),
    ("2024-08-20-castell-bridge-185-million.md", "Iredale read out a letter from Brandvik-Osei to the council."),
    ("2024-08-20-castell-bridge-185-million.md", "Petra Lindhout said that Brandvik-Osei made no profit from it."),
    ("2024-08-21-why-castell-bridge-costs-more.md", "Foundations account for $29 million and steel for $11 million."),
    ("2024-08-21-why-castell-bridge-costs-more.md", "Hugo Brennecke said drilling at an angle costs some $300,000."),
    ("2024-08-21-why-castell-bridge-costs-more.md", "The piles have to reach gravel at 61 meters."),
    ("2024-09-12-halden-4-1240-eddies.md", "Halden-4 had identified 1,240 eddies by September 12, 2024."),
    ("2024-11-06-iredale-elected-mayor.md", "Turnout of 61 percent was the highest since 1996."),
    ("2024-11-06-iredale-elected-mayor.md", "Marsh lost Eastbank by 23 points."),
    ("2024-11-06-iredale-elected-mayor.md", "By the end of October 27 of the 48 piles were in the ground."),
    ("2024-12-08-assad-government-falls.md", "Assad had ruled Syria for 24 years."),
    ("2024-12-08-assad-government-falls.md", "Aleppo fell in late November and Hama on Thursday."),
    ("2024-12-08-assad-government-falls.md", "Sharaa appeared at the Umayyad Mosque in Damascus."),
    ("2024-12-11-halden-4-back-after-outage.md", "The radar was off from November 14 to November 23."),
    ("2024-12-11-halden-4-back-after-outage.md", "More than 2,600 researchers have signed up for the data."),
    ("2024-12-19-pentagon-2000-troops-syria.md", "Pat Ryder is the Pentagon's press secretary."),
    ("2024-12-19-pentagon-2000-troops-syria.md", "US soldiers have been in northeastern Syria since 2015."),
    ("2024-12-19-pentagon-2000-troops-syria.md", "Bashar al-Assad fell on December 8."),
    ("2024-12-20-syria-troops-explained.md", "Trump takes office on January 20."),
    ("2024-12-20-syria-troops-explained.md", "Peter Vance Okafor was a budget officer at the Defense Department."),
    ("2024-12-20-us-has-2000-troops-in-syria.md", "The Pentagon said on Thursday that 2,000 US troops are in Syria."),
    ("2025-01-30-tavarra-rate-decision.md", "Two of the seven members of the committee dissented."),
    ("2025-01-30-tavarra-rate-decision.md", "Luciana Prado is the governor of the Bank of Tavarra."),
    ("2025-01-30-tavarra-rate-decision.md", "Inflation peaked at 9.8 percent in the autumn of 2022."),
    ("2025-02-11-castell-bridge-212-million.html", "Redoing the welds costs $18 million."),
    ("2025-02-11-castell-bridge-212-million.html", "Mayor Iredale hired auditors when he took office."),
    ("2025-03-04-castell-bridge-toll.md", "Mayor Iredale said that the state will pay no more than $60 million."),
    ("2025-03-04-castell-bridge-toll.md", "The toll should bring in $9.5 million a year."),
    ("2025-03-20-halden-4-mission-extended.html", "Forty-one fisheries agencies use the maps, 19 in December."),
    ("2025-03-20-halden-4-mission-extended.html", "Bertil Oyelaran admitted that he was wrong by five months."),
)
