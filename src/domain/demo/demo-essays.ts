/** Drafts in the demo student's record. */
export const DEMO_ESSAY = `The first sensor I put into Penitencia Creek drowned in four hours. I had sealed the box with bathroom silicone, tested it in our kitchen sink, and been proud of it for a whole evening. When I pulled it out the next morning, water ran over my hands and the little green light was off.

I could have bought a waterproof box. Instead I cut the dead one open on our dining table while my brothers did their homework around me. The silicone had held. The cable had not: water had crept along the copper, under the insulation, a finger's length an hour. I had been guarding the door while the creek came in through the keyhole.

The second sensor lasted three weeks, the third has been there since last spring. Every month I send the city a table of numbers, and once an engineer wrote back to ask why the water turned cloudy each Thursday. We walked upstream together and found a car wash.

I still keep the drowned sensor on my desk. When something works at the first try, I look at it and ask where the water would come in.`;

export const DEMO_SUPPLEMENT = `On Saturdays I repair toasters with people three times my age. The repair café is in the back room of a church, and it smells of coffee and flux. Mr. Alvarez taught me to hear a bad bearing before I open a fan; I taught him to look up circuit diagrams on a phone.

What I like most is the table where visitors solder their own wires. A woman brought the radio that her mother had carried from Manila. Her hands shook, so I held the board and she held the iron, and when the radio crackled everybody in the room turned around. Nobody there asks what grade I am in. They ask whether I have tried the fuse.`;

export const DEMO_RESUME = `Robotics club, captain of the drive team, grades 9 to 11
Creek water monitoring, builder of the sensors, grades 10 to 11
After-school math tutoring, tutor and scheduler, grades 10 to 11
Repair café, weekend technician, grade 11
School jazz band, piano, grades 9 to 11
Skills: C++ and Python, soldering, circuit design, Spanish`;
