"""Countries and unions under one key: "US", "U.S.", "United States" and "Americans" all say the same place.

Only pairs that are certain are listed ("Nigerien" is Niger's, "Nigerian" Nigeria's).
"""

import re

_SPELLINGS = {
    "united states": "US USA United_States_of_America United_States America American Americans",
    "united kingdom": "UK United_Kingdom Great_Britain Britain British Briton Britons",
    "european union": "EU European_Union",
    "united nations": "UN United_Nations",
    "united arab emirates": "UAE United_Arab_Emirates Emirati Emiratis",
    "afghanistan": "Afghan Afghans",
    "argentina": "Argentine Argentines Argentinian Argentinians",
    "austria": "Austrian Austrians",
    "belgium": "Belgian Belgians",
    "brazil": "Brazilian Brazilians",
    "burkina faso": "Burkina_Faso Burkinabe Burkinabè",
    "canada": "Canadian Canadians",
    "chad": "Chadian Chadians",
    "chile": "Chilean Chileans",
    "china": "Chinese",
    "czechia": "Czech_Republic Czech Czechs",
    "denmark": "Danish Dane Danes",
    "egypt": "Egyptian Egyptians",
    "england": "English",
    "finland": "Finnish Finn Finns",
    "france": "French Frenchman",
    "germany": "German Germans",
    "ghana": "Ghanaian Ghanaians",
    "greece": "Greek Greeks",
    "hungary": "Hungarian Hungarians",
    "iceland": "Icelandic Icelander Icelanders",
    "iran": "Iranian Iranians",
    "iraq": "Iraqi Iraqis",
    "ireland": "Irish",
    "israel": "Israeli Israelis",
    "italy": "Italian Italians",
    "japan": "Japanese",
    "jordan": "Jordanian Jordanians",
    "lebanon": "Lebanese",
    "mexico": "Mexican Mexicans",
    "morocco": "Moroccan Moroccans",
    "netherlands": "Dutch Holland",
    "niger": "Nigerien Nigeriens",
    "norway": "Norwegian Norwegians",
    "pakistan": "Pakistani Pakistanis",
    "peru": "Peruvian Peruvians",
    "philippines": "Filipino Filipinos Philippine",
    "poland": "Polish Pole Poles",
    "portugal": "Portuguese",
    "qatar": "Qatari Qataris",
    "saudi arabia": "Saudi_Arabia Saudi Saudis",
    "scotland": "Scottish Scot Scots",
    "spain": "Spanish Spaniard Spaniards",
    "sudan": "Sudanese",
    "sweden": "Swedish Swede Swedes",
    "switzerland": "Swiss",
    "taiwan": "Taiwanese",
    "thailand": "Thai Thais",
    "turkey": "Turkish Turk Turks Türkiye",
    "ukraine": "Ukrainian Ukrainians",
    "vietnam": "Vietnamese",
    "wales": "Welsh",
    "yemen": "Yemeni Yemenis",
    "europe": "European Europeans",
    "asia": "Asian Asians",
    "africa": "African Africans",
    "rome": "Roman Romans",
    "west": "Western Westerner Westerners",
}
_KEYS = {
    spelling.replace("_", " ").lower(): key
    for key, spellings in _SPELLINGS.items()
    for spelling in [*spellings.split(), key.replace(" ", "_")]
}
SEVERAL_WORDS = re.compile(
    "|".join(rf"\b{re.escape(name)}\b" for name in sorted(_KEYS, key=len, reverse=True) if " " in name), re.IGNORECASE
)


def other_names(name: str) -> list[str]:
    """How else a place or its people are called, the key first; nothing for what is no known place."""
    key = place_key(name)
    return [key, *(one.replace("_", " ") for one in _SPELLINGS.get(key, "").split())] if key else []


def place_key(name: str) -> str | None:
    """The one key of a place or its people, None for what is no known place: "Russians" is "russia".

    "us" counts as the country only in capitals, so the pronoun is none.
    """
    plain = name.replace(".", "")
    if plain in ("us", "Us", "un", "Un"):
        return None
    low = plain.lower()
    if key := _KEYS.get(low):
        return key
    for ending in ("ns", "n"):  # Russia: Russian, Russians; Syria, Libya, Nigeria, Australia alike
        if low.endswith("ia" + ending):
            return low.removesuffix(ending)
    return None
