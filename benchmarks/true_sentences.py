"""What a good chat model would say of the sample articles: true sentences in other words, and the files they cite."""

from __future__ import annotations

TRUE_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "2024-01-23-meridian-wire-briefs.txt",
        "The United States keeps about 900 troops in Syria and some 2,500 in Iraq.",
    ),
    (
        "2024-01-23-meridian-wire-briefs.txt",
        "US forces in both countries were attacked over 140 times from mid-October.",
    ),
    ("2024-01-23-meridian-wire-briefs.txt", "Ain al-Asad is in Anbar, some 180 kilometers west of Baghdad."),
    (
        "2024-01-23-meridian-wire-briefs.txt",
        "Prime Minister Sudani wants the coalition out of Iraq but has set no deadline.",
    ),
    ("2024-01-23-meridian-wire-briefs.txt", "Islamic State lost its last Syrian village in 2019."),
    (
        "2024-01-23-asad-base-two-wounded.md",
        "Two American service members were hurt in the missile attack on Ain al-Asad.",
    ),
    ("2024-01-23-asad-base-two-wounded.md", "The Islamic Resistance in Iraq said that it was behind the attack."),
    (
        "2024-01-23-asad-base-two-wounded.md",
        "At least one Iraqi soldier was wounded too, and the two Americans were examined.",
    ),
    (
        "2024-01-24-us-strikes-three-militia-sites.html",
        "Four American service members suffered brain injuries in the attack.",
    ),
    (
        "2024-01-24-us-strikes-three-militia-sites.html",
        "US aircraft hit three Kataib Hezbollah sites in Iraq on January 23.",
    ),
    (
        "2024-01-24-us-strikes-three-militia-sites.html",
        "Lloyd Austin said that President Biden had ordered the strikes.",
    ),
    (
        "2024-01-24-us-strikes-three-militia-sites.html",
        "By the Pentagon's count, attacks since October have passed 150.",
    ),
    (
        "2024-03-12-castell-bridge-approved.md",
        "The council voted 9-4 to rebuild the bridge for an estimated $140 million.",
    ),
    (
        "2024-03-12-castell-bridge-approved.md",
        "Brandvik-Osei Construction won the contract as the lower of two bidders.",
    ),
    (
        "2024-03-12-castell-bridge-approved.md",
        "The bridge opened in 1931 and used to carry about 31,000 vehicles a day.",
    ),
    ("2024-03-12-castell-bridge-approved.md", "Mayor Helena Marsh said that patching it would have cost $60 million."),
    (
        "2024-04-08-halden-4-launch-delayed.md",
        "The launch was put off to June 18 because of a helium leak in the rocket.",
    ),
    ("2024-04-08-halden-4-launch-delayed.md", "The delay costs around 6 million euros, mostly for storage and staff."),
    ("2024-04-08-halden-4-launch-delayed.md", "Halden-4 weighs 1,640 kilograms and is built to work for four years."),
    (
        "2024-06-18-halden-4-launched.md",
        "Halden-4 was launched on Tuesday, ten weeks late, into an orbit 820 kilometers up.",
    ),
    ("2024-06-18-halden-4-launched.md", "The mission has cost 324 million euros."),
    ("2024-06-18-halden-4-launched.md", "From June 25 a folded mast is to extend to ten meters over four days."),
    ("2024-08-20-castell-bridge-185-million.md", "In August, Mayor Marsh put the cost at $185 million."),
    (
        "2024-08-20-castell-bridge-185-million.md",
        "She blamed soft ground under the eastern pier and the price of steel.",
    ),
    ("2024-08-20-castell-bridge-185-million.md", "Takings in Eastbank are down by 35% since April, traders say."),
    ("2024-08-23-correction-castell-bridge.md", "The state's share is $60 million, not $90 million as first reported."),
    (
        "2024-08-23-correction-castell-bridge.md",
        "Port Alden will have to borrow $125 million of the total of $185 million.",
    ),
    ("2024-09-12-halden-4-1240-eddies.md", "Halden-4 has found 1,240 ocean eddies since August 1."),
    ("2024-09-12-halden-4-1240-eddies.md", "Two thirds of the eddies are smaller than 60 kilometers across."),
    ("2024-09-12-halden-4-1240-eddies.md", "In the Gulf of Sarrow, 31 eddies were seen in a row along the shelf."),
    (
        "2024-09-27-coalition-mission-to-end.md",
        "The coalition's mission in Iraq will end by the end of September 2025.",
    ),
    ("2024-09-27-coalition-mission-to-end.md", "About 2,500 American troops are in Iraq."),
    (
        "2024-09-27-coalition-mission-to-end.md",
        "The Pentagon puts the American soldiers in northeastern Syria at about 900.",
    ),
    ("2024-11-06-iredale-elected-mayor.md", "Tomas Iredale was elected mayor of Port Alden, defeating Helena Marsh."),
    ("2024-11-06-iredale-elected-mayor.md", "Iredale got 52.3 percent of the vote and Marsh 47.7 percent."),
    ("2024-11-06-iredale-elected-mayor.md", "He takes office on January 14, 2025."),
    ("2024-11-06-iredale-elected-mayor.md", "Iredale is 54 and ran a ship repair yard before going into politics."),
    ("2024-12-08-assad-government-falls.md", "Rebels took Damascus on December 8, 2024, and Assad fled."),
    ("2024-12-08-assad-government-falls.md", "Russian media reported that Assad had been given asylum in Moscow."),
    ("2024-12-08-assad-government-falls.md", "US aircraft hit over 75 Islamic State targets in central Syria."),
    ("2024-12-08-assad-government-falls.md", "Ahmed al-Sharaa leads Hayat Tahrir al-Sham, which led the offensive."),
    (
        "2024-12-11-halden-4-back-after-outage.md",
        "The satellite has found 3,870 eddies despite a nine-day radar fault.",
    ),
    (
        "2024-12-11-halden-4-back-after-outage.md",
        "The number of fisheries agencies using the maps rose from seven to 19.",
    ),
    ("2024-12-11-halden-4-back-after-outage.md", "The strip that the radar scans is 120 kilometers wide, not 210."),
    (
        "2024-12-19-pentagon-2000-troops-syria.md",
        "The US has about 2,000 troops in Syria, more than twice the 900 given before.",
    ),
    (
        "2024-12-19-pentagon-2000-troops-syria.md",
        "Ryder told reporters that he had learned of the higher figure that day.",
    ),
    ("2024-12-19-pentagon-2000-troops-syria.md", "The temporary forces are sent for 30 to 90 days at a time."),
    (
        "2024-12-20-syria-troops-explained.md",
        "The units assigned to Syria come to 900, and about 1,100 more pass through.",
    ),
    ("2024-12-20-syria-troops-explained.md", "US diplomats told Sharaa that a $10 million reward would be dropped."),
    ("2024-12-20-syria-troops-explained.md", "In 2018, Trump ordered a withdrawal from Syria."),
    (
        "2025-02-11-castell-bridge-212-million.html",
        "Castell Bridge will now cost $212 million and not open before March 2026.",
    ),
    ("2025-02-11-castell-bridge-212-million.html", "Of 312 welds that were examined, 84 failed."),
    ("2025-02-11-castell-bridge-212-million.html", "The girders were made by Kestrel Ridge Steel."),
    (
        "2025-02-11-castell-bridge-212-million.html",
        "The welds cracked because the steel was not warm enough, the report says.",
    ),
    ("2025-03-04-castell-bridge-toll.md", "Drivers will pay $2.40 each way to cross, and trucks $6.80."),
    ("2025-03-04-castell-bridge-toll.md", "The city council decided on the toll by eight votes to five."),
    ("2025-03-04-castell-bridge-toll.md", "A monthly pass for residents of Port Alden costs $38."),
    (
        "2025-03-20-halden-4-mission-extended.html",
        "The satellite will be kept in service until June 2030 for 22 million euros.",
    ),
    ("2025-03-20-halden-4-mission-extended.html", "As of March 2025 it had counted 6,115 eddies."),
    ("2025-03-20-halden-4-mission-extended.html", "41 fisheries agencies use the daily maps, against 19 in December."),
    ("2025-01-30-tavarra-rate-decision.md", "The Bank of Tavarra cut its key rate by a quarter point to 4.25%."),
    ("2025-01-30-tavarra-rate-decision.md", "Five of the committee's seven members voted for the cut, 5-2."),
    ("2025-01-30-tavarra-rate-decision.md", "Governor Luciana Prado said the cut did not begin a series."),
    ("2024-07-30-late-july-roundup.jsonl", "Amara Voss, who is 23, won the Lindgren Memorial with a round to spare."),
    ("2024-07-30-late-july-roundup.jsonl", "The museum bought a brass astrolabe from 1583 for $2.3 million."),
    ("2024-07-30-late-july-roundup.jsonl", "The radar covers a strip that is 120 kilometers wide."),
)
