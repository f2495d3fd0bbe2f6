"""Words that made-up news is made of (``patterns.py``). Places are real, what is said of them is not."""

from __future__ import annotations

FIRST_NAMES = tuple(
    (
        "Ana Boris Carmen Dmitri Elena Farid Grace Hiro Ingrid Jamal Karin Liam Mei Nadia Omar Priya Quentin Rosa "
        "Samuel Tariq Ursula Viktor Wanda Xavier Yusuf Zofia Andrew Beth Colin Diane Edward Fiona George Helen Ian "
        "Julia Kevin Laura Mark Nicole Oliver Paula Richard Susan Thomas Victoria William Abdul Chen Diego Esther "
        "Fatima Giorgio Hassan Ivan Jin Kwame Lucia Mohamed Ngozi Pedro Ravi Sergei Thandi Volodymyr Wei"
    ).split()
)
LAST_NAMES = tuple(
    (
        "Adeyemi Baker Castillo Dunn Eriksen Fischer Garcia Haddad Ito Jansen Khan Lindqvist Mbeki Novak Okafor "
        "Petrov Quinn Rossi Sato Takahashi Ueda Vance Watson Yamada Zhang Abbott Bennett Chaudhry Dawson Ellison "
        "Fraser Grant Hughes Irving Jenkins Kowalski Larsen Mercer Nguyen Ortega Patel Ramirez Silva Turner Vargas "
        "Whitfield Al-Rashid al-Masri O'Brien McAllister Van-Dyke Fitzgerald Hernandez Kim Lee Moreau Dubois "
        "Bianchi Schneider Osei"
    ).split()
)
#: (name, adjective)
COUNTRIES = (
    ("Argentina", "Argentine"),
    ("Armenia", "Armenian"),
    ("Australia", "Australian"),
    ("Bolivia", "Bolivian"),
    ("Brazil", "Brazilian"),
    ("Britain", "British"),
    ("Canada", "Canadian"),
    ("Chile", "Chilean"),
    ("Croatia", "Croatian"),
    ("Egypt", "Egyptian"),
    ("Ethiopia", "Ethiopian"),
    ("Finland", "Finnish"),
    ("France", "French"),
    ("Ghana", "Ghanaian"),
    ("Hungary", "Hungarian"),
    ("India", "Indian"),
    ("Ireland", "Irish"),
    ("Japan", "Japanese"),
    ("Jordan", "Jordanian"),
    ("Kenya", "Kenyan"),
    ("Latvia", "Latvian"),
    ("Malaysia", "Malaysian"),
    ("Morocco", "Moroccan"),
    ("New Zealand", "New Zealand"),
    ("Nigeria", "Nigerian"),
    ("Norway", "Norwegian"),
    ("Panama", "Panamanian"),
    ("Poland", "Polish"),
    ("Portugal", "Portuguese"),
    ("South Korea", "South Korean"),
    ("Spain", "Spanish"),
    ("Sudan", "Sudanese"),
    ("Tunisia", "Tunisian"),
    ("Turkey", "Turkish"),
    ("the United States", "U.S."),
    ("Vietnam", "Vietnamese"),
)
CITIES = tuple(
    (
        "Accra|Ankara|Antwerp|Bogota|Bristol|Busan|Casablanca|Chicago|Cork|Dakar|Denver|Durban|Geneva|Hamburg|"
        "Hanoi|Houston|Jakarta|Lagos|Leeds|Lima|Lyon|Marseille|Melbourne|Montreal|Nairobi|Naples|Osaka|Oslo|"
        "Phoenix|Porto|Quebec|Riga|Rotterdam|Santiago|Seattle|Seville|Tampa|Tbilisi|Toronto|Tunis|Vilnius|Winnipeg|"
        "Zagreb"
    ).split("|")
)
ORGANISATIONS = tuple(
    (
        "Northgate Motors|Helix Foods|the Aurora Group|Brightwater Energy|Cobalt Airlines|the Harlan Foundation|"
        "Vantage Bank|Orbis Media|Redwood Pharmaceuticals|the Transit Workers Union|Sable Technologies|"
        "Ironbridge Steel|Lumen Mobile|the National Rail Authority|Greenfield Stores|the World Athletics Council|"
        "Pacific Shipping|Zephyr Games|the Federal Water Agency|Quayside Hotels|Meridian Insurance|"
        "Falcon Aerospace|the Central Election Commission|Tidewater Oil|Novaris|Kestrel Chips|"
        "the Human Rights League|Summit Brewing|the Museum of Modern Craft|Delphi Health"
    ).split("|")
)
OFFICES = tuple(
    (
        "prime minister|president|foreign minister|defense minister|finance minister|health minister|"
        "interior minister|central bank governor|army chief|police chief|justice minister|first minister|"
        "ambassador|vice president"
    ).split("|")
)
#: (title, another way to say it)
POSTS = (
    ("chief executive", "CEO"),
    ("chief executive officer", "CEO"),
    ("chief financial officer", "CFO"),
    ("chairman", "chair"),
    ("chairwoman", "chair"),
    ("managing director", "director"),
    ("secretary general", "chief"),
    ("general manager", "manager"),
    ("editor in chief", "editor"),
    ("head coach", "coach"),
    ("president", "boss"),
    ("spokesperson", "spokesman"),
)
RATES = tuple(
    (
        "unemployment rate|inflation rate|key interest rate|youth unemployment rate|economic growth rate|"
        "vaccination rate|benchmark rate|budget deficit|corporate tax rate|average mortgage rate|poverty rate|"
        "president's approval rating"
    ).split("|")
)
KINDS_OF_DISASTER = tuple(
    (
        "earthquake|floods|wildfire|landslide|hurricane|train crash|bus crash|factory fire|ferry disaster|stampede|"
        "airstrike|explosion|heat wave|cholera outbreak|shooting|tornado|building collapse|cyclone|bombing|"
        "mine accident"
    ).split("|")
)
TEAMS = tuple(
    (
        "Riverside United|the Harbor Hawks|Dynamo Lesk|the Golden Bears|Atletico Marina|Kingsway Rovers|the Ravens|"
        "Sporting Vale|the Blue Jackets|Real Castilla|Northern Stars|the Comets|Olympique Sud|the Wildcats|"
        "Eastport City|the Mariners|Spain|Japan|Morocco|Canada|the Netherlands|Uruguay"
    ).split("|")
)
WORKS = tuple(
    (
        "The Salt Road|Winter Harbor|A Map of Small Hours|Paper Lanterns|The Ninth Gate|Blue Country|"
        "What the River Kept|Glass Orchard|The Quiet Engine|Letters to Nobody|Ash Wednesday Girls|"
        "The Lighthouse Tax"
    ).split("|")
)
MONTHS = tuple(("January February March April May June July August September October November December").split())
WEEKDAYS = tuple(("Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split())
DOINGS = tuple(
    (
        "said the talks would go on|told reporters that no decision had been made|declined to comment|"
        "called the report false|said in a statement that help was on its way|is expected to speak later this week|"
        "welcomed the ruling|defended the plan on Thursday|warned of more delays|said there was no cause for alarm|"
        "has faced calls to resign|thanked the emergency services|visited the region on Sunday|"
        "said the figures were encouraging|rejected the criticism|apologized to customers|promised a full inquiry|"
        "said on social media that the deal was close|met union leaders|said prices would rise|"
        "canceled a trip to Brussels|signed the agreement|said the law would be changed by spring"
    ).split("|")
)
CRIMES = tuple(
    (
        "taking bribes|tax fraud|manslaughter|money laundering|arson|spying|kidnapping|insider trading|armed robbery|"
        "embezzlement|drug smuggling|forging passports|attempted murder|perjury|hacking into a bank"
    ).split("|")
)
UNIONS = tuple(
    (
        "the Seamen's Union|the Nurses' Federation|the Rail Workers' Guild|Unity|the Teachers' Alliance|"
        "the Dockers' League|the Pilots' Association|the Screen Actors' Union|the Bus Drivers' Union"
    ).split("|")
)
FINDINGS = tuple(
    (
        "water on a distant planet|a gene that slows aging|the oldest known footprints|a link between sleep and memory|"
        "microplastics in rain|a new species of whale|a faster way to recycle batteries|a lost city under sand|"
        "that coffee lowers the risk of gout|a virus in bats|signs of an ancient flood|a weak spot in the ice shelf"
    ).split("|")
)
ILLNESSES = tuple("pneumonia|heart failure|cancer|a stroke|kidney disease|injuries from a fall|leukemia".split("|"))
PARTIES = tuple(
    (
        "the Progress Party|the Green Alliance|the National Front|the Liberal Union|the People's Party|"
        "the Farmers' Party|the Social Democrats|the Reform Movement"
    ).split("|")
)
STORMS = tuple("Ada Bruno Celia Dario Edna Felix Greta Hugo Ilse Jonas Klara Lorenzo Mina Nestor Odette Paul".split())
CAUSES = tuple(
    (
        "a faulty air bag|a brake defect|a battery that can catch fire|a loose steering wheel|a fuel leak|"
        "a software error|seat belts that may not lock"
    ).split("|")
)
JOURNALS = tuple("Stellar Letters|Clinical Review|Marine Reports|Plant Today|Brain Letters|Ocean Science".split("|"))
ARMS = tuple(
    (
        "tanks|air defense systems|fighter jets|helicopters|howitzers|drones|armored vehicles|patrol boats|"
        "long-range missiles|radar stations"
    ).split("|")
)
GROUPS = tuple(
    (
        "the Northern Front|the Red Hand|the Coast Militia|the Free Valley Army|the Sons of the South|the M-9 rebels|"
        "the People's Brigade"
    ).split("|")
)
LAWS = tuple(
    (
        "ban smoking in parks|raise the retirement age|legalize same-sex marriage|lower the voting age to 16|"
        "ban phones in schools|tax sugary drinks|end the death penalty|shorten the working week|"
        "close its coal plants|ban gas cars|double the tax on hotels|make buses free"
    ).split("|")
)
POLLSTERS = tuple("Barrow|Survey House|Opinion Lab|the Delta Institute|Harlan & Poe|Vox Research".split("|"))
GOODS = tuple(
    (
        "Brent crude|gold|wheat|coffee|cocoa|copper|natural gas|lumber|olive oil|silver|uranium|sugar|nickel|"
        "orange juice"
    ).split("|")
)
MISSIONS = tuple(
    "Pathfinder 2|Selene|Odyssey IV|Heron|Aurora-1|Lodestar|Kestrel 9|Magpie|Wanderer|Polaris II".split("|")
)
DELAYS = tuple(
    (
        "a helium leak|high winds|a stuck valve|a software fault|lightning|a crack in a seal|"
        "a boat too close to the pad"
    ).split("|")
)
DISEASES = tuple(
    "cholera|measles|bird flu|dengue fever|polio|mumps|Ebola|mpox|whooping cough|E. coli|malaria|meningitis".split("|")
)
EVENTS_OF_SPORT = tuple(
    (
        "the 5,000 meters|the marathon|the 400-meter freestyle|the steeplechase|the mile|the half-marathon|"
        "the 1,500 meters|the team pursuit|the 50-kilometer walk|speedskating over 10,000 meters"
    ).split("|")
)
SAYINGS = tuple(
    (
        "a disaster in slow motion|the best news in years|a gift to smugglers|a slap in the face|long overdue|"
        "an empty promise|a step in the right direction|pure theater|not worth the paper it is printed on|"
        "a victory for common sense|a fire alarm|a castle in the air|plainly illegal"
    ).split("|")
)
